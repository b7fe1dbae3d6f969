/// The name of a vertical axis, which reads upwards.
enum VerticalName {
    /// Draws the first of some names that fits between two heights, set smaller if need be; the last one is shortened.
    static func draw(
        _ names: [RichText], at x: Double, centre: Double, size: Double, limits: (top: Double, bottom: Double),
        on drawing: inout Drawing
    ) {
        let room = max(limits.bottom - limits.top, 0)
        let fitting = names.first { $0.width(size: size * 0.75) <= room }
        guard let name = fitting ?? names.last, !name.isEmpty else { return }
        let fitted = min(size, max(size * 0.75, size * room / max(name.width(size: size), 1)))
        let text = name.truncated(to: room, size: fitted)
        let half = text.width(size: fitted) / 2
        let place =
            limits.bottom - half < limits.top + half
            ? (limits.top + limits.bottom) / 2 : min(max(centre, limits.top + half), limits.bottom - half)
        drawing.text(text, at: Point(x, place), size: fitted, anchor: .middle, vertical: true)
    }
}
