import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The number of threads changes nothing: not the document for scripts, not one byte of any file.
@Suite struct DeterminismTests {
    @Test(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"), arguments: [true, false])
    func analysis(stacked: Bool) throws {
        let reference = try Self.products(threads: 1, stacked: stacked)
        // Datasets, models with covariance, fit, flux points and light curve in two forms, figures in three.
        #expect(reference.files.count >= (stacked ? 20 : 23))
        for threads in [2, 4] {
            let products = try Self.products(threads: threads, stacked: stacked)
            #expect(products.json == reference.json, "\(threads) threads")
            #expect(products.report == reference.report, "\(threads) threads")
            #expect(products.files.keys.sorted() == reference.files.keys.sorted())
            let different = reference.files.keys.sorted().filter { products.files[$0] != reference.files[$0] }
            #expect(different.isEmpty, "\(threads) threads change \(different)")
        }
    }

    private struct Products {
        var json: String
        var report: String
        var files: [String: [UInt8]]
    }

    private static func products(threads: Int, stacked: Bool) throws -> Products {
        let result = try CrabConfiguration.run(threads: threads, stacked: stacked)
        return try withTemporaryFolder { folder in
            let written = try result.write(to: folder, execution: Execution(threads: threads))
            let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            var files: [String: [UInt8]] = [:]
            for name in names where name.contains(".") { files[name] = try FileBytes.read(folder + "/" + name) }
            // Every file is reported, and nothing else is left in the folder.
            let reported = Set(written.map { String($0.dropFirst(folder.count + 1)) })
            #expect(reported == Set(files.keys))
            return Products(json: result.json.text(pretty: true), report: result.report, files: files)
        }
    }
}
