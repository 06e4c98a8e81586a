/// Fixtures, temporary folders, seeded randomness.
public enum TestSupport {}
