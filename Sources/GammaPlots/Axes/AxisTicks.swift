/// The marks of an axis.
struct AxisTicks: Sendable {
    /// A labelled mark.
    struct Major: Sendable {
        /// Place on the axis, 0 to 1.
        var fraction: Double
        var label: RichText
    }

    var majors: [Major] = []
    /// Places of the small marks, 0 to 1.
    var minors: [Double] = []
    /// Name with offset, unit and power of ten: `Flux [10^{−11} cm^{−2} s^{−1}]`.
    var title: RichText
}

/// Space for the labels of an axis.
struct TickRoom: Sendable {
    /// Length of the axis in points.
    var length: Double
    /// Size of the labels in points.
    var size: Double
    /// True when the labels stand side by side, false when one above the other.
    var isHorizontal: Bool

    /// The labels can all be read: none touches its neighbour.
    func fits(_ majors: [AxisTicks.Major]) -> Bool {
        let sorted = majors.sorted { $0.fraction < $1.fraction }
        var lastEnd = -Double.infinity
        for major in sorted {
            let extent = isHorizontal ? major.label.width(size: size) : size * 1.1
            let place = major.fraction * length
            if place - extent / 2 < lastEnd { return false }
            lastEnd = place + extent / 2 + size * (isHorizontal ? 0.8 : 0.25)
        }
        return true
    }

    /// How many labels are wanted at most.
    var target: Int { max(3, Int(length / (isHorizontal ? size * 6.5 : size * 3.6))) }
}
