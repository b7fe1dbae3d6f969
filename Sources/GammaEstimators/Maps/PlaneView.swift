/// One plane of an array of planes, whose memory it shares.
struct PlaneView<Value: Sendable>: Sendable {
    private let values: [Value]
    private let first: Int

    init(_ values: [Value], first: Int = 0) {
        self.values = values
        self.first = first
    }

    @inline(__always)
    subscript(pixel: Int) -> Value { values[first + pixel] }
}
