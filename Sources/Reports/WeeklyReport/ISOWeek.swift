public import Summaries

/// The week that pages are named after.
public typealias ISOWeek = Summaries.ISOWeek
