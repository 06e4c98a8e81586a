// swift-tools-version: 6.2
import PackageDescription

// The graph of DESIGN: every target may import what stands above it here, and nothing else.
// It lives only in this file; ArchitectureTests holds the sources against it.

/// What every target of ours is built with: imports must be named where they are used, every unsafe
/// place is marked, and a warning is an error.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  // Readers and correlation call small functions of the floors below for every line of a log.
  .unsafeFlags(
    ["-cross-module-optimization", "-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

let package = Package(
  name: "bouncebook",
  products: [.executable(name: "bouncebook", targets: ["bouncebook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // C libraries, each behind a module map.
    .systemLibrary(name: "CCommonMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CZstandard", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .target(name: "CJSONTape", linkerSettings: [.linkedLibrary("simdjson")]),

    // Facts and templates become part of the binary.
    .executableTarget(name: "EmbedData"),
    .plugin(
      name: "EmbedDataPlugin", capability: .buildTool(), dependencies: ["EmbedData"],
      path: "Sources/EmbedDataPlugin"),

    // The house, ground floor first.
    .target(
      name: "SMTPStatus", exclude: ["Catalogue"], swiftSettings: house, plugins: ["EmbedDataPlugin"]),
    .target(name: "DeliveryModel", dependencies: ["SMTPStatus"], swiftSettings: house),
    .target(
      name: "Classification",
      dependencies: ["SMTPStatus", "DeliveryModel", .product(name: "Yams", package: "Yams")],
      exclude: ["Classes", "Rules"], swiftSettings: house, plugins: ["EmbedDataPlugin"]),
    .target(
      name: "Readers",
      dependencies: [
        "SMTPStatus", "DeliveryModel", "CDeflate", "CZstandard", "CArchive", "CJSONTape",
      ],
      swiftSettings: house),
    .target(
      name: "Summaries",
      dependencies: ["SMTPStatus", "DeliveryModel", "Classification", "Readers", "CDeflate"],
      swiftSettings: house),
    .target(
      name: "Reports",
      dependencies: [
        "SMTPStatus", "DeliveryModel", "Classification", "Readers", "Summaries",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: house, plugins: ["EmbedDataPlugin"]),
    .target(
      name: "Rendering",
      dependencies: [
        "SMTPStatus", "DeliveryModel", "Classification", "Readers", "Summaries", "Reports",
        "CCommonMark", .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: house, plugins: ["EmbedDataPlugin"]),
    .executableTarget(
      name: "bouncebook",
      dependencies: [
        "SMTPStatus", "DeliveryModel", "Classification", "Readers", "Summaries", "Reports",
        "Rendering", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: house),

    // Tests mirror their target.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "SMTPStatusTests", dependencies: ["SMTPStatus", "TestSupport"]),
    .testTarget(name: "DeliveryModelTests", dependencies: ["DeliveryModel", "TestSupport"]),
    .testTarget(name: "ClassificationTests", dependencies: ["Classification", "TestSupport"]),
    .testTarget(
      name: "ReadersTests", dependencies: ["Readers", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "SummariesTests",
      dependencies: ["Summaries", "Readers", "Classification", "DeliveryModel", "TestSupport"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Summaries", "Readers", "Classification", "DeliveryModel", "SMTPStatus", "TestSupport",
      ], exclude: ["SupportLeadReview/Fixtures"]),
    .testTarget(
      name: "RenderingTests",
      dependencies: ["Rendering", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["Goldens"]),
    .testTarget(name: "CommandLineTests", dependencies: ["bouncebook", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
