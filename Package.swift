// swift-tools-version: 6.1
import PackageDescription

/// A system library: a module map and a shim for macros, imported by exactly one Swift target.
func library(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// The layers, bottom to top. `Tests/AcceptanceTests/ImportTableTests.swift` checks every `import` against this table.
let layers: [(name: String, uses: [Target.Dependency])] = [
    ("GammaCore", ["CERFA"]),
    ("GammaNumerics", ["GammaCore", "CKernels"]),
    ("GammaIO", ["GammaCore", "GammaNumerics", "CDeflate", yams]),
    ("GammaMaps", ["GammaCore", "GammaNumerics", "GammaIO", "CWCSLIB"]),
    ("GammaData", ["GammaCore", "GammaNumerics", "GammaIO", "GammaMaps"]),
    ("GammaModels", ["GammaCore", "GammaNumerics", "GammaIO", "GammaMaps"]),
    ("GammaProducts", ["GammaCore", "GammaNumerics", "GammaIO", "GammaMaps", "GammaModels"]),
    ("GammaCatalog", ["GammaCore", "GammaNumerics", "GammaIO", "GammaMaps", "GammaModels", "GammaProducts"]),
    ("GammaFit", ["GammaCore", "GammaNumerics", "GammaModels"]),
    (
        "GammaDatasets",
        [
            "GammaCore", "GammaNumerics", "GammaIO", "GammaMaps", "GammaData", "GammaModels", "GammaProducts",
            "GammaFit",
        ]
    ),
    (
        "GammaMakers",
        [
            "GammaCore", "GammaNumerics", "GammaIO", "GammaMaps", "GammaData", "GammaModels", "GammaDatasets",
        ]
    ),
    (
        "GammaEstimators",
        [
            "GammaCore", "GammaNumerics", "GammaIO", "GammaMaps", "GammaData", "GammaModels", "GammaProducts",
            "GammaFit",
            "GammaDatasets",
        ]
    ),
    (
        "GammaPlots",
        [
            "GammaCore", "GammaNumerics", "GammaIO", "GammaMaps", "GammaData", "GammaModels", "GammaProducts",
            "GammaFit",
            "GammaDatasets", "CCairo",
        ]
    ),
    (
        "GammaWorkflow",
        [
            "GammaCore", "GammaNumerics", "GammaIO", "GammaMaps", "GammaData", "GammaModels", "GammaProducts",
            "GammaCatalog", "GammaFit",
            "GammaDatasets", "GammaMakers", "GammaEstimators", "GammaPlots",
        ]
    ),
]
let modules = layers.map { Target.Dependency(stringLiteral: $0.name) }

/// Built without optimisation only: `make acceptance` leaves them out.
let unitTests: [Target] =
    layers.map {
        // The tests of GammaIO compare with CFITSIO, which the library itself does without.
        .testTarget(
            name: $0.name + "Tests",
            dependencies: [.init(stringLiteral: $0.name), "GammaTestSupport"]
                + ($0.name == "GammaIO" ? ["CCFITSIO"] : []))
    } + [.testTarget(name: "ExamplesTests", dependencies: ["Examples", "GammaKit", "GammaTestSupport"])]
let wantsUnitTests = Context.environment["GAMMAKIT_TESTS"] != "acceptance"

let package = Package(
    name: "GammaKit",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "GammaKit", targets: ["GammaKit"]),
        .executable(name: "gammakit", targets: ["GammaKitCLI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        library("CCFITSIO", pkgConfig: "cfitsio", apt: "libcfitsio-dev", brew: "cfitsio"),
        library("CWCSLIB", pkgConfig: "wcslib", apt: "wcslib-dev", brew: "wcslib"),
        library("CERFA", pkgConfig: "erfa", apt: "liberfa-dev", brew: "erfa"),
        library("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev", brew: "libdeflate"),
        library("CCairo", pkgConfig: "cairo", apt: "libcairo2-dev", brew: "cairo"),
        .target(name: "CKernels"),
    ]
        + layers.map { .target(name: $0.name, dependencies: $0.uses) }
        + [
            .target(name: "GammaKit", dependencies: modules),
            .executableTarget(name: "GammaKitCLI", dependencies: ["GammaKit", argumentParser]),
            .target(name: "GammaTestSupport", dependencies: modules, path: "Tests/GammaTestSupport"),
            // Every snippet of the documentation is a part of these.
            .target(
                name: "Examples", dependencies: ["GammaKit"], path: "Examples",
                exclude: [
                    "Crab", "CrabNebula", "Flare", "GalacticCentre", "GalacticPlane", "JointCrab", "ShellRemnant",
                ]),
        ]
        + (wantsUnitTests ? unitTests : [])
        + [.testTarget(name: "AcceptanceTests", dependencies: ["Examples", "GammaKit", "GammaTestSupport"])],
    swiftLanguageModes: [.v6]
)
