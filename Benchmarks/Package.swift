// swift-tools-version: 6.1
import PackageDescription

/// A package of its own, so that users never build it.
let package = Package(
    name: "GammaKitBenchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "GammaKit", path: "..")],
    targets: [
        .executableTarget(name: "LoadArchive", dependencies: [.product(name: "GammaKit", package: "GammaKit")]),
        .executableTarget(name: "EvaluateMaps", dependencies: [.product(name: "GammaKit", package: "GammaKit")]),
        .executableTarget(name: "MeasureSources", dependencies: [.product(name: "GammaKit", package: "GammaKit")]),
        .executableTarget(name: "ReduceArchive", dependencies: [.product(name: "GammaKit", package: "GammaKit")]),
        .executableTarget(name: "MapTS", dependencies: [.product(name: "GammaKit", package: "GammaKit")]),
    ],
    swiftLanguageModes: [.v6]
)
