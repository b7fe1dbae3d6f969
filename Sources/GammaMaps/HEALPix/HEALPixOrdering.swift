/// The two ways to number the pixels of a HEALPix grid.
public enum HEALPixOrdering: String, Sendable, Hashable, CaseIterable, Codable {
    /// Along rings of constant latitude, from the north pole to the south pole.
    case ring = "RING"
    /// Face after face, children of a pixel beside each other; NSIDE is a power of two.
    case nested = "NESTED"
}
