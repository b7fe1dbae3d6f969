import GammaCore

/// A picture of results, made from plain values.
///
/// ```swift
/// try SpectrumFigure(points: points, model: band).save("spectrum.pdf")
/// ```
///
/// Figures cannot fail on their values: what cannot be shown (NaN, negative values on a logarithmic axis) is left out.
public protocol Figure: Sendable {
    /// Lays the figure out once, for any number of formats.
    func drawing(_ style: FigureStyle) -> Drawing
}

extension Figure {
    /// Writes the figure to a file whose suffix says how: `.png`, `.svg` or `.pdf`.
    /// - Throws: `Fault` for another suffix or a file that cannot be written.
    public func save(_ path: String, style: FigureStyle = FigureStyle()) throws {
        let format = try FigureFormat(path: path)
        try AtomicFile.write(drawing(style).bytes(format), to: path)
    }

    /// Writes the figure in several formats: `figures/spectrum` gives `figures/spectrum.png` and so on.
    /// - Parameter formats: all by default.
    /// - Returns: the paths written.
    /// - Throws: `Fault` for a file that cannot be written.
    @discardableResult
    public func saveAll(
        to stem: String, formats: [FigureFormat] = FigureFormat.allCases, style: FigureStyle = FigureStyle()
    ) throws -> [String] {
        let drawing = drawing(style)
        return try formats.map { format in
            let path = stem + "." + format.rawValue
            try AtomicFile.write(drawing.bytes(format), to: path)
            return path
        }
    }

    /// The figure as SVG, for a page.
    public func svg(style: FigureStyle = FigureStyle()) -> String { drawing(style).svg }
}

/// The file formats of figures.
public enum FigureFormat: String, Sendable, CaseIterable {
    /// Pixels.
    case png
    /// Vectors for the web.
    case svg
    /// Vectors for print.
    case pdf

    /// The format that a path's suffix names.
    /// - Throws: `Fault` when there is none such.
    public init(path: String) throws {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let suffix = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
        guard let format = FigureFormat(rawValue: suffix) else {
            throw Fault(
                .badValue, "no figure format has the suffix '\(suffix)'", at: Origin(file: path),
                hint: "use .png, .svg or .pdf")
        }
        self = format
    }
}

extension Drawing {
    /// The file in a format; the same drawing gives the same bytes.
    /// - Throws: `Fault` when the drawing is too large.
    public func bytes(_ format: FigureFormat) throws -> [UInt8] {
        switch format {
        case .png: try CairoRenderer.png(self)
        case .svg: Array(svg.utf8)
        case .pdf: try CairoRenderer.pdf(self)
        }
    }

    /// The SVG document, with text as text and without identifiers.
    public var svg: String { SVGWriter.text(self) }
}
