import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@Suite("Damaged files")
struct CorruptionTests {
    /// Sound files: made ones, and real ones where they are at hand.
    static let seeds: [(name: String, bytes: [UInt8])] = {
        var seeds: [(String, [UInt8])] = []
        let image = FITSImage(name: "MAP", shape: [5, 4, 3], pixels: (0..<60).map(Double.init), kind: .int16)
        let made: [FITSHDU] = [
            .image(FITSImage(kind: .uint8)), .table(FITSRoundTripTests.everyKind()), .image(image),
            .table(Table(name: "GTI", columns: [Column("START", .double([0, 10]), unit: "s")])),
        ]
        if let bytes = try? FITSWriter.bytes(made) { seeds.append(("made.fits", bytes)) }
        for name in [
            "hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz", "PKS2155-steady/pks2155-304_steady_rmf.fits.gz",
            "fermi-3fhl-gc/fermi-3fhl-gc-psf.fits.gz",
        ] {
            guard let path = TestData.path(name), let bytes = try? FileBytes.read(path) else {
                print("\(name) is not at hand: its damaged copies are skipped")
                continue
            }
            if let plain = Gzip.isCompressed(bytes) ? try? Gzip.inflate(bytes, file: name) : bytes {
                seeds.append((name, plain))
            }
        }
        return seeds
    }()

    @Test("FITS: no crash, no hang, every refusal names file and HDU", arguments: FITSCorruption.allCases)
    func fits(corruption: FITSCorruption) throws {
        let clock = ContinuousClock()
        for (name, bytes) in Self.seeds {
            for seed in 0..<UInt64(name == "made.fits" ? 60 : 12) {
                let damaged = corruption.apply(to: bytes, seed: seed)
                var refusal: (any Error)?
                let time = clock.measure {
                    do {
                        try FITSReader(bytes: damaged, path: name).readEverything()
                    } catch {
                        refusal = error
                    }
                }
                #expect(time < .seconds(5), "\(corruption) of \(name), seed \(seed)")
                guard let refusal else { continue }
                let fault = try #require(refusal as? Fault, "\(corruption) of \(name), seed \(seed)")
                #expect(fault.origin.file == name)
                #expect(
                    fault.origin.hdu?.wholeMatch(of: #/\d+( \[.+\])?/#) != nil, "\(corruption), seed \(seed): \(fault)")
            }
        }
    }

    @Test("every changed byte of an own product is found by its checksums")
    func checksums() throws {
        let bytes = try FITSWriter.bytes([.table(FITSRoundTripTests.everyKind())])
        try FITSReader(bytes: bytes, path: "made.fits", verifyChecksums: true).readEverything()
        var random = RandomStream(seed: 3, stream: "flips")
        var missed = 0
        for _ in 0..<1000 {
            var damaged = bytes
            damaged[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8(
                1 << Int.random(in: 0..<8, using: &random))
            if (try? FITSReader(bytes: damaged, path: "made.fits", verifyChecksums: true)) != nil { missed += 1 }
        }
        #expect(missed == 0)
    }

    @Test("ECSV, JSON and covariance tables: no crash, every refusal has file and line")
    func texts() throws {
        let table = FITSRoundTripTests.everyKind()
        let texts = [
            table.ecsvText, ECSVTests.fromAstropy, ECSVTests.covariance,
            "{\"a\": [1, {\"b\": null}], \"c\": \"\\u00e9\"}",
        ]
        forAll(seed: 17, count: 400) { random in
            var bytes = Array((texts.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0x09...0x7e, using: &random)
                case 1: bytes.remove(at: place)
                case 2:
                    bytes.insert(contentsOf: Array("\"[,9]|\n#-{ ".utf8).shuffled(using: &random).prefix(2), at: place)
                default: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0...20, using: &random)))
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let readers: [(String, String?) throws -> Any] = [
                { try Table.parseECSV($0, file: $1) }, { try Table.parseFixedWidth($0, file: $1) },
                { try JSONValue.parse($0, file: $1) },
            ]
            for reader in readers {
                do {
                    _ = try reader(text, "t.txt")
                } catch let fault as Fault {
                    #expect(fault.origin.file == "t.txt" && fault.origin.line != nil, "\(fault)")
                }
            }
        }
    }

    @Test("YAML: no crash, every refusal has file and line", arguments: YAMLCorruption.allCases)
    func yaml(corruption: YAMLCorruption) throws {
        for seed in 0..<50 as Range<UInt64> {
            let damaged = corruption.apply(to: Array(YAMLTests.config.utf8), seed: seed)
            guard let text = String(validating: damaged, as: UTF8.self) else { continue }
            do {
                let node = try YAMLNode.parse(text, file: "c.yaml")
                _ = try YAMLNode.parse(node.yamlText()) == node
            } catch let fault as Fault {
                #expect(fault.origin.file == "c.yaml")
                #expect(fault.origin.line != nil)
            }
        }
    }
}

extension FITSReader {
    /// Decodes every table and image.
    func readEverything() throws {
        for hdu in hdus {
            switch hdu.kind {
            case .table: _ = try table(hdu.index)
            case .image: _ = try image(hdu.index)
            default: break
            }
        }
    }
}
