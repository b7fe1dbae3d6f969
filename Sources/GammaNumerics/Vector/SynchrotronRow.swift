import CKernels

/// The hot loop of synchrotron radiation in a field of random directions, by the approximation of Aharonian, Kelner and
/// Prosekin, Phys. Rev. D 82, 043002 (2010), equation D7.
public enum SynchrotronRow {
    /// For each electron scale · weight · G(x), and that times slopeScale · (1 − d ln G/d ln x).
    ///
    /// - Parameters:
    ///   - roots: ∛x of each electron over `root`.
    ///   - row: where the values go, one an electron.
    ///   - slope: where the derivatives go.
    public static func fill(
        roots: ArraySlice<Double>, weights: ArraySlice<Double>, root: Double, scale: Double, slopeScale: Double,
        row: UnsafeMutableBufferPointer<Double>, slope: UnsafeMutableBufferPointer<Double>
    ) {
        let count = roots.count
        precondition(
            weights.count == count && row.count == count && slope.count == count, "arrays of one length")
        roots.withUnsafeBufferPointer { roots in
            weights.withUnsafeBufferPointer { weights in
                gk_synchrotron(
                    roots.baseAddress, weights.baseAddress, count, root, scale, slopeScale, row.baseAddress,
                    slope.baseAddress)
            }
        }
    }
}
