import Foundation

/// A Python HTTP server on 127.0.0.1 that knows byte ranges, for the tests of downloads.
///
/// `/cut/NAME` breaks off after half of what is asked for, `/plain/NAME` ignores ranges, `/log` tells the ranges asked for.
final class RangeServer {
    static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/python3" }.first(where: FileManager.default.isExecutableFile)

    static var isAvailable: Bool { python != nil }

    let address: String
    private let process = Process()

    init(folder: String) throws {
        process.executableURL = URL(fileURLWithPath: Self.python ?? "/usr/bin/python3")
        process.arguments = ["-u", "-c", Self.script, folder]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
        address = "http://127.0.0.1:" + String(decoding: line, as: UTF8.self)
    }

    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static let script = """
        import http.server, os, re, sys, urllib.parse
        folder, log = sys.argv[1], []
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def do_GET(self):
                if self.path == "/log":
                    text = "\\n".join(log).encode()
                    self.send_response(200); self.send_header("Content-Length", str(len(text))); self.end_headers()
                    self.wfile.write(text); return
                mode, _, name = urllib.parse.unquote(self.path).lstrip("/").partition("/")
                path = os.path.join(folder, name)
                if not os.path.isfile(path):
                    self.send_error(404); return
                data = open(path, "rb").read()
                wanted = re.match(r"bytes=(\\d+)-", self.headers.get("Range", "")) if mode != "plain" else None
                log.append(mode + " " + name + " " + (self.headers.get("Range") or "all"))
                start = int(wanted.group(1)) if wanted else 0
                if start >= len(data) and wanted:
                    self.send_error(416); return
                body = data[start:]
                self.send_response(206 if wanted else 200)
                if wanted: self.send_header("Content-Range", "bytes %d-%d/%d" % (start, len(data) - 1, len(data)))
                self.send_header("Content-Length", str(len(body))); self.end_headers()
                self.wfile.write(body[: len(body) // 2] if mode == "cut" else body)
                self.close_connection = True
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_address[1])
        server.serve_forever()
        """
}
