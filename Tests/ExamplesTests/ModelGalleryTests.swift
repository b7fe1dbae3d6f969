import Examples
import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Every registered model has a page, and what the page says is what the code does.
///
/// With GAMMAKIT_UPDATE_DOCS set (`make gallery`) what is made from the models is written instead of compared.
@Suite struct ModelGalleryTests {
    private static let folder = Documents.root.appending(path: "Sources/GammaKit/GammaKit.docc")
    private static let isUpdating = ProcessInfo.processInfo.environment["GAMMAKIT_UPDATE_DOCS"] != nil

    private static func page(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: "Models/\(name).md"), encoding: .utf8)
    }

    private static func figure(_ name: String) -> URL { folder.appending(path: "Models/Figures/\(name).svg") }

    @Test func everyRegisteredModelIsInTheGallery() throws {
        let registry = ModelRegistry.standard
        var spectral = registry.spectral.map { $0.tags[0] }
        if !ModelGallery.hasTables { spectral.removeAll { $0 == EBLAbsorptionNorm.tags[0] } }
        #expect(try ModelGallery.spectral().map(\.name) == spectral)
        #expect(try ModelGallery.spatial().map(\.name) == registry.spatial.map { $0.tags[0] })
        #expect(try ModelGallery.temporal().map(\.name) == registry.temporal.map { $0.tags[0] })
    }

    @Test func everyRegisteredModelHasAPage() throws {
        let registry = ModelRegistry.standard
        let types: [any YAMLModel.Type] =
            registry.spectral.map { $0 } + registry.spatial.map { $0 } + registry.temporal.map { $0 }
        let index = try String(contentsOf: Self.folder.appending(path: "Models.md"), encoding: .utf8)
        for type in types {
            let name = type.tags[0]
            #expect(index.contains("- <doc:\(name)>\n"), "Models.md has no link to \(name)")
            let page = try Self.page(name)
            #expect(page.contains("](\(name).svg)"), "the page of \(name) does not show its figure")
            #expect(!Documents.blocks("", in: page).isEmpty, "the page of \(name) has no formula")
            let programs = Documents.blocks("swift", in: page)
            #expect(
                programs.contains { $0.contains("\(type)") } || type is CompoundSpectralModel.Type,
                "the page of \(name) does not make a \(type)")
        }
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: "Models").path)
        #expect(pages.count { $0.hasSuffix(".md") } == types.count)
    }

    @Test func tablesAndModelFilesAreThoseOfTheCode() throws {
        for model in try ModelGallery.all() {
            #expect(model.meanings.count == model.model.parameters.count, "meanings of \(model.name)")
            let text = try Self.page(model.name)
            let start = try #require(text.range(of: GalleryModel.heading), "\(model.name): no heading")
            let expected = text[..<start.upperBound] + model.markdown
            if Self.isUpdating {
                let file = Self.folder.appending(path: "Models/\(model.name).md")
                try expected.write(to: file, atomically: true, encoding: .utf8)
            } else {
                #expect(text == expected, "\(model.name): run make gallery")
            }
        }
    }

    @Test func modelFilesGiveTheModels() throws {
        try withTemporaryFolder { folder in
            try ModelGallery.writeFiles(to: folder)
            let reading = ModelReading(directory: folder)
            for model in try ModelGallery.all() {
                let block = try #require(Documents.blocks("yaml", in: model.markdown).first)
                let models = try Models(yaml: YAMLNode.parse(block, file: model.name), reading: reading)
                #expect(models.parameters == model.component.parameters, "\(model.name)")
            }
        }
    }

    @Test func figuresAreThoseOfTheCode() throws {
        var total = 0
        for model in try ModelGallery.all() {
            let svg = try model.figure().svg(style: model.style)
            total += svg.utf8.count
            #expect(svg.utf8.count < 50_000, "\(model.name)")
            if Self.isUpdating {
                try svg.write(to: Self.figure(model.name), atomically: true, encoding: .utf8)
            } else {
                let committed = try String(contentsOf: Self.figure(model.name), encoding: .utf8)
                #expect(Self.isSame(committed, svg), "\(model.name): run make gallery")
            }
        }
        #expect(total < 1_000_000)
    }

    /// Whether two drawings are the same but for the last digit of a place, which another mathematical library may round
    /// otherwise, and but for the bytes of images, which depend on the library that compresses them.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        func parts(_ text: String) -> (words: [Substring], numbers: [Double]) {
            let plain = text.replacing(/base64,[A-Za-z0-9+\/=]+/, with: "")
            let number = /-?[0-9]+(\.[0-9]+)?/
            return (plain.split(separator: number), plain.matches(of: number).map { Double($0.output.0) ?? .nan })
        }
        let (first, second) = (parts(a), parts(b))
        return first.words == second.words && first.numbers.count == second.numbers.count
            && zip(first.numbers, second.numbers).allSatisfy { abs($0 - $1) < 0.05 }
    }
}
