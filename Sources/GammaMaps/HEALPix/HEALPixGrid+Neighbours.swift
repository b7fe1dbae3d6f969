extension HEALPixGrid {
    /// The eight pixels around a pixel: south-west, west, north-west, north, north-east, east, south-east, south; −1
    /// where three faces meet and there is none.
    ///
    /// A grid of NSIDE 1 may name a pixel more than once.
    /// - Precondition: a number of this grid.
    public func neighbours(of pixel: Int) -> [Int] {
        precondition(pixel >= 0 && pixel < pixelCount, "a pixel of the grid")
        let centre = facePixel(pixel)
        let steps = [(-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1)]
        return steps.map { dx, dy in
            let next = HEALPixFacePixel(face: centre.face, x: centre.x + dx, y: centre.y + dy)
            return next.onItsFace(nside).map { number(of: $0) } ?? -1
        }
    }
}

extension HEALPixFacePixel {
    /// The same place for coordinates up to one face outside: on the neighbouring face. Nil beyond a corner at which
    /// only three faces meet.
    func onItsFace(_ n: Int) -> HEALPixFacePixel? {
        let column = x < 0 ? -1 : x < n ? 0 : 1
        let row = y < 0 ? -1 : y < n ? 0 : 1
        if column == 0 && row == 0 { return self }
        let quarter = face & 3
        let east = (quarter + 1) & 3
        let west = (quarter + 3) & 3
        let opposite = (quarter + 2) & 3
        /// A face whose sides run as those of this one.
        func beside(_ face: Int) -> HEALPixFacePixel {
            HEALPixFacePixel(face: face, x: x - column * n, y: y - row * n)
        }
        switch (face >> 2, column, row) {
        // Around the north pole, sides to the north-east and north-west meet at a right angle.
        case (0, 1, 0): return HEALPixFacePixel(face: east, x: y, y: 2 * n - 1 - x)
        case (0, 0, 1): return HEALPixFacePixel(face: west, x: 2 * n - 1 - y, y: x)
        case (0, 1, 1): return HEALPixFacePixel(face: opposite, x: 2 * n - 1 - x, y: 2 * n - 1 - y)
        case (0, -1, 0): return beside(4 + quarter)
        case (0, 0, -1): return beside(4 + east)
        case (0, -1, -1): return beside(8 + quarter)
        case (1, 1, 0): return beside(quarter)
        case (1, 0, 1): return beside(west)
        case (1, -1, 0): return beside(8 + west)
        case (1, 0, -1): return beside(8 + quarter)
        case (1, -1, 1): return beside(4 + west)
        case (1, 1, -1): return beside(4 + east)
        case (2, 1, 0): return beside(4 + east)
        case (2, 0, 1): return beside(4 + quarter)
        case (2, 1, 1): return beside(quarter)
        case (2, -1, 0): return HEALPixFacePixel(face: 8 + west, x: y, y: -1 - x)
        case (2, 0, -1): return HEALPixFacePixel(face: 8 + east, x: -1 - y, y: x)
        case (2, -1, -1): return HEALPixFacePixel(face: 8 + opposite, x: -1 - x, y: -1 - y)
        default: return nil
        }
    }
}
