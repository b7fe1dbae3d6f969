import CKernels
import GammaCore

extension PlaneConvolver {
    /// The spectrum of an image.
    public func spectrum(ofImage image: [Double], workspace: PlaneWorkspace = PlaneWorkspace()) -> PlaneSpectrum {
        image.withUnsafeBufferPointer { spectrum(ofImage: $0, workspace: workspace) }
    }

    /// The spectrum of an image in the caller's memory.
    public func spectrum(
        ofImage image: UnsafeBufferPointer<Double>, workspace: PlaneWorkspace = PlaneWorkspace()
    ) -> PlaneSpectrum {
        var spectrum = emptySpectrum
        form(&spectrum, ofImage: image, workspace: workspace)
        return spectrum
    }

    /// Replaces a spectrum by that of another image, in the same memory when no one else holds it.
    public func form(
        _ spectrum: inout PlaneSpectrum, ofImage image: UnsafeBufferPointer<Double>, workspace: PlaneWorkspace
    ) {
        precondition(image.count == width * height, "an image of the convolver's size")
        if !isKnownUniquelyReferenced(&spectrum.memory) || spectrum.layout != layout || spectrum.memory.count == 0 {
            spectrum = PlaneSpectrum(layout: layout, memory: AlignedMemory(cells: layout.cells))
        }
        let memory = spectrum.memory
        transform(
            image.baseAddress, stride: width, width: width, height: height, shift: (0, 0), factor: 1,
            into: memory.values,
            workspace)
    }

    /// The spectrum of a kernel of the convolver's size.
    public func spectrum(ofKernel kernel: [Double], precision: KernelSpectrum.Precision = .double) -> KernelSpectrum {
        precondition(kernel.count == kernelWidth * kernelHeight, "a kernel of the convolver's size")
        return uncheckedSpectrum(ofKernel: kernel, kernelWidth, kernelHeight, precision)
    }

    /// Replaces a spectrum by that of another kernel of the convolver's size, in double precision, in the same memory when
    /// no one else holds it.
    public func form(_ spectrum: inout KernelSpectrum, ofKernel kernel: [Double], workspace: PlaneWorkspace) {
        precondition(kernel.count == kernelWidth * kernelHeight, "a kernel of the convolver's size")
        let isUsable = spectrum.layout == layout && spectrum.precision == .double
        if !isKnownUniquelyReferenced(&spectrum.memory) || !isUsable || spectrum.memory.count == 0 {
            spectrum = KernelSpectrum(precision: .double, layout: layout, memory: AlignedMemory(cells: layout.cells))
        }
        form(spectrum.memory, ofKernel: kernel, kernelWidth, kernelHeight, workspace)
    }

    /// A spectrum of no kernel yet, to be formed.
    public var emptyKernelSpectrum: KernelSpectrum {
        KernelSpectrum(precision: .double, layout: layout, memory: AlignedMemory(cells: 0))
    }

    /// A spectrum of no image yet, to be formed.
    public var emptySpectrum: PlaneSpectrum { PlaneSpectrum(layout: layout, memory: AlignedMemory(cells: 0)) }

    /// The spectrum of a kernel that is as large as the convolver's or smaller.
    ///
    /// Of a kernel that reaches further than the plane is wide, only what can reach a pixel is used.
    /// - Throws: ``Fault/Code/badValue`` when a size is even, or larger than the convolver was made for, or when the
    ///   number of values is another.
    public func spectrum(
        ofKernel kernel: [Double], width: Int, height: Int, precision: KernelSpectrum.Precision = .double
    ) throws -> KernelSpectrum {
        guard width > 0, height > 0, width <= kernelWidth, height <= kernelHeight, kernel.count == width * height else {
            throw Fault(
                .badValue, "a kernel of \(width) × \(height) pixels with \(kernel.count) values cannot be used",
                hint: "this convolver takes \(kernelWidth) × \(kernelHeight) pixels at most")
        }
        try Self.checkOdd(width, height)
        return uncheckedSpectrum(ofKernel: kernel, width, height, precision)
    }

    /// One element of an image's spectrum, Σ image(x, y) e^(−2πi (x·column/paddedWidth + y·row/paddedHeight)).
    /// - Parameters:
    ///   - column: frequency along x, from 0 to the padded width.
    ///   - row: frequency along y, from 0 to half the padded height; the others are conjugate to these.
    public func element(_ spectrum: PlaneSpectrum, column: Int, row: Int) -> (real: Double, imaginary: Double) {
        precondition(spectrum.layout == layout, "a spectrum of the same sizes")
        precondition(column >= 0 && column < x.count && row >= 0 && row <= y.count / 2, "a frequency of the half plane")
        let memory = spectrum.memory
        let cell = row / memory.lanes * x.count + Int(x.positions[column])
        let place = cell * memory.cell + row % memory.lanes
        return withExtendedLifetime(memory) { (memory.values[place], memory.values[place + memory.lanes]) }
    }

    private func uncheckedSpectrum(
        ofKernel kernel: [Double], _ columns: Int, _ rows: Int, _ precision: KernelSpectrum.Precision
    ) -> KernelSpectrum {
        let memory = AlignedMemory(cells: layout.cells)
        form(memory, ofKernel: kernel, columns, rows, PlaneWorkspace())
        if precision == .double { return KernelSpectrum(precision: precision, layout: layout, memory: memory) }
        let single = AlignedMemory(cells: layout.cells, of: MemoryLayout<Float>.stride)
        for i in 0..<memory.count { single.singles[i] = Float(memory.values[i]) }
        return KernelSpectrum(precision: precision, layout: layout, memory: single)
    }

    private func form(
        _ memory: AlignedMemory, ofKernel kernel: [Double], _ columns: Int, _ rows: Int, _ workspace: PlaneWorkspace
    ) {
        let (reachX, reachY) = (min(columns / 2, width - 1), min(rows / 2, height - 1))
        kernel.withUnsafeBufferPointer { kernel in
            let first = (rows / 2 - reachY) * columns + columns / 2 - reachX
            transform(
                kernel.baseAddress.map { $0 + first }, stride: columns, width: 2 * reachX + 1, height: 2 * reachY + 1,
                shift: (reachX, reachY), factor: 1 / (Double(x.count) * Double(y.count)), into: memory.values,
                workspace)
        }
    }

    /// Columns go along y in pairs of groups, which need scratch memory for the plane's own columns or the kernel's.
    private func transform(
        _ values: UnsafePointer<Double>?, stride: Int, width: Int, height: Int, shift: (x: Int, y: Int), factor: Double,
        into spectrum: UnsafeMutablePointer<Double>, _ workspace: PlaneWorkspace
    ) {
        withPlane { plane in
            workspace.withScratch(cells: gk_plane_scratch(&plane, width)) { scratch in
                gk_plane_forward(&plane, values, stride, width, height, shift.x, shift.y, factor, scratch, spectrum)
            }
        }
    }

    func withPlane<Result>(_ body: (inout gk_plane) -> Result) -> Result {
        x.withLine { x in
            y.withLine { y in
                var plane = gk_plane(x: x, y: y, blocks: layout.blocks)
                return body(&plane)
            }
        }
    }
}
