/// The version of this library and its programs.
public enum GammaKitVersion {
    /// Semantic version.
    public static let current = "0.1.0"
}
