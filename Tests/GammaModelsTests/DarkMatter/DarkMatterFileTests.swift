import GammaCore
import GammaIO
import GammaModels
import GammaTestSupport
import Testing

/// Reading tables of dark matter spectra.
struct DarkMatterFileTests {
    private func read(_ text: String, channel: String = "b") throws -> DarkMatterTable {
        try withTemporaryFolder { folder in
            try AtomicFile.write(text, to: folder + "/table.dat")
            return try DarkMatterTable.read(folder + "/table.dat", channel: channel)
        }
    }

    @Test func nodesAreReadExactly() throws {
        let table = try read(DarkMatterSamples.text, channel: "mu")
        #expect(table.masses == [100, 300, 1000, 5000, 20000])
        // log10 x = -1 of 1 TeV in channel number 6, dN/dE = dN/dlog10x/(E ln 10).
        let expected = 6 * 3.1622776601683795 * 0.81 * 1.2589254117941673 / (0.1 * 2.302585092994046)
        expectClose(table.evaluate([0.1], mass: 1000), [expected], relative: 1e-12)
        #expect(table.evaluate([1.001], mass: 1000) == [0])
    }

    @Test(arguments: ["mDM Log[10,x] b", "# DM Log10[x] dNdLog10x[b]", "#DM Log10[x] dNdLog10x[b]"])
    func headersOfBothSources(_ header: String) throws {
        let table = try read(header + "\n\n10 -1 3\n10 0 0\n20 -1 4\n20 0 0\n")
        #expect(table.masses == [10, 20])
    }

    @Test(
        arguments: [
            ("", "data.none", nil, nil), ("mDM Log[10,x] b\n", "data.none", nil, nil),
            ("m x b\n1 2 3\n", "file.malformed", 1, nil), ("mDM Log[10,x] q\n10 0 1\n", "table.missing-column", 1, nil),
            ("mDM Log[10,x] b\n10 -1 1\n10 0\n", "file.malformed", 3, nil),
            ("mDM Log[10,x] b\n10 -1 1\n10 0 1e\n", "file.malformed", 3, 6),
            ("mDM Log[10,x] b\n10 -1 nan\n10 0 1\n", "file.malformed", 2, 7),
            ("mDM Log[10,x] b\n10 -1 1\n10 0 1\n20 -1 1\n", "file.malformed", nil, nil),
            ("mDM Log[10,x] b\n10 -1 1\n10 0 1\n20 -2 1\n20 0 1\n", "file.malformed", nil, nil),
            ("mDM Log[10,x] b\n20 -1 1\n20 0 1\n10 -1 1\n10 0 1\n", "file.malformed", nil, nil),
        ] as [(String, String, Int?, Int?)])
    func faultsNameThePlace(_ text: String, _ code: String, _ line: Int?, _ column: Int?) throws {
        let fault = #expect(throws: Fault.self) { try read(text) }
        #expect(fault?.code.rawValue == code)
        #expect(fault?.origin.file?.hasSuffix("table.dat") == true)
        #expect(fault?.origin.line == line)
        #expect(fault?.origin.lineColumn == column)
    }

    @Test func modelFilesWithoutTheTable() throws {
        let text = "type: dm-annihilation\nparameters: []\nchannel: b\nmass: 1 TeV\nfilename: missing.dat\n"
        let fault = #expect(throws: Fault.self) { try ModelReading().spectral(YAMLNode.parse(text, file: "m.yaml")) }
        #expect(fault?.code == .fileNotFound)
    }

    @Test func massesOutsideTheTable() throws {
        let path = try DarkMatterSamples.file.get()
        let text = "type: dm-decay\nparameters: []\nchannel: b\nmass: 150 GeV\nfilename: \(path)\n"
        let fault = #expect(throws: Fault.self) { try ModelReading().spectral(YAMLNode.parse(text, file: "m.yaml")) }
        #expect(fault?.code == .badValue)
        #expect(fault?.origin.line == 4)
    }

    /// What Gammapy writes.
    @Test func gammapyText() throws {
        let path = try DarkMatterSamples.file.get()
        let text = """
            type: DarkMatterAnnihilationSpectralModel
            parameters:
            -   name: scale
                value: 2.0
            channel: b
            mass: 1.0 TeV
            jfactor: 3.41e+19 GeV2 / cm5
            z: 0.1
            k: 4
            source: pppc4
            filename: \(path)
            """
        let read = try ModelReading().spectral(YAMLNode.parse(text))
        let made = try DarkMatterAnnihilation(
            DarkMatterTarget(mass: 1000, channel: "b", factor: 3.41e19, redshift: 0.1, filename: path), scale: 2,
            multiplicity: 4)
        #expect(read.evaluate([0.1, 0.5]) == made.evaluate([0.1, 0.5]))
    }
}
