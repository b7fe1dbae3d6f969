import Testing

@testable import GammaCore

@Suite struct DataPathTests {
    private let environment = ["GAMMAPY_DATA": "/data", "RUN_2": "x", "HOME": "/home/me"]

    @Test(arguments: [
        ("$GAMMAPY_DATA/hess-dl3-dr1", "/data/hess-dl3-dr1"), ("${GAMMAPY_DATA}x/$RUN_2.fits", "/datax/x.fits"),
        ("~/a", "/home/me/a"), ("~", "/home/me"), ("a~b", "a~b"), ("a$/b", "a$/b"), ("", ""), ("é/$RUN_2é", "é/xé"),
    ])
    func expands(path: String, expected: String) throws {
        #expect(try DataPath.expand(path, environment: environment) == expected)
    }

    @Test func unknownVariableIsAFaultWithAHint() {
        let fault = #expect(throws: Fault.self) { try DataPath.expand("$GAMMAPY_DATA/x", environment: [:]) }
        #expect(fault?.code == .badValue)
        #expect(fault?.hint?.contains("export GAMMAPY_DATA") == true)
        #expect(throws: Fault.self) { try DataPath.expand("${A", environment: environment) }
        #expect(throws: Fault.self) { try DataPath.expand("${}", environment: environment) }
        #expect(throws: Fault.self) { try DataPath.expand("~/x", environment: [:]) }
    }
}
