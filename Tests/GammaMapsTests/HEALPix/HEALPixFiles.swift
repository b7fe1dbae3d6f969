/// Numbers and files by Gammapy 2.1 with healpy 1.20.1.
enum HEALPixFiles {
    /// Mean over the image of Gammapy's result, bin by bin.
    static let means: [Double] = [
        323178149734, 322300442792, 321287126472, 321187581878, 323827423675, 329960049460, 331220342674,
        332273740098, 331732776436, 330554891093, 329545597006, 328393000801, 327533865363, 327218112194,
        326659042983, 325853673137, 323739698263, 322064281754, 313184070099, 302026221507, 285018719610,
        263153002045, 235780909872, 201725302547,
    ]

    /// Gammapy's result at column 3, row 150.
    static let corner: [Double] = [
        320031676647, 319142049197, 318065714746, 317953434742, 320738325610, 327028043860, 328335070812,
        329445002164, 328976730626, 327795487247, 326765042475, 325584345326, 324675986049, 324307114790,
        323756372178, 322958429220, 320807462838, 319154330363, 310186328219, 298917846606, 281762593920,
        260090285113, 232971805566, 199265708451,
    ]

    /// The same pixel with the planes of the cube, by Gammapy, interpolated by scipy in log energy.
    static let scaled: [Double] = [
        320026415570, 319115532357, 318001761785, 318054817653, 320794445882, 325568313076, 328412581955,
        329429990554, 328923274819, 327871433799, 326705831013, 325567574477, 324765136164, 324256905278,
        323726726404, 322931556852, 320455876303, 316523621655, 309752840159, 298903249883, 280977125315,
        258799333661, 231874998736, 198841644781,
    ]

    /// `HpxGeom.create(nside=4, nest=True, frame="galactic", skydir=(110, 75), width=40, axes=[energy, rad])`: values 0, 1, ….
    static let disc = """
        H4sIAAAAAAACA+2aP2wjRRTGFzhKdEjQAqM0BulE/N9wUmSPvWN7yHq88m5Omyps8CZnyV5Ha58goJMoKCgpQTQpqRAlVFBSUlBQ\
        UISOkpKSN7M2Z+u8+JwZIcS9n/Ss3Z2db78Xz04meePxnuswQg7IBnyyT96bxmfTZDIj8ylpc98js3kYD8NkSDbS5L7Lgwy9t0Av\
        TJLwkgzDeUjmlxcR2YKgAfdIhl4e9OIHk9MoIdOzpfJoEsWz0TSebdRjgc+EnZnvzigxBEEQBEEQ5KlBLic93hcHJNfkwqdNh+VW\
        mvfJ6SgOk0syD0/HEYk+mKeL00y9f3X9XNx9/az0Cpv1itLfOIrP5/el3t9KpLDFXzHDXyVDr5it57b6R8J/or8XzpPpgwtyESbh\
        JJpHyeZ8O/+kV3hcb7bl+/DbnDm2t1mvtqaXDpmzUTQeZqu2+v2B7R17MP461FGXcjrjGQaff+wy8JfrMurIsailB+7YgIsO6Anm\
        +czW9MeFHXitbg/0WOA6vMV9fX/Z78fOwGRgsyy98u56bT7w5IyQMZ53xqFKbpO/wtuF3fW6bnDS6ot7avzZbe3xJ/UGrCPHn829\
        w9cLhfyb+Tu1CnwU4eiNXcWbVNhe1z4CPe/wuEfdE3Xlxh5Z4AvaU+9Hqree7/7KFB/DvLJVz5dvm5pPc2re1/35+e3+oJfqvbO4\
        pKcn/an5OdfqUiGYU9D3l+oxY/5Kq/6K+v5Khv2VV/2V9P2VDfurrPor6/urGPZXXfVX0fdXNeyvtuqvqu+vZs5fj/mUqN9HuY/2\
        3r8/3btL9ibR3sObijaPBPdTvUmRzLT94f9PEQRBEARBEOTJsSzrBQircWVZFM7oBYQ8/lFetW7XP4a2H+A8DwHH9CuIn1TbKw3Z\
        7xrO4YB+CvENxC+q7dWGvAYH1IX4DOJbiGvV9lpD6rwI8S7E5xBS/3cLQRAEQRAEQf7z4P6NR1SqhvdvVHH/xrb9GzRo9R34QmS9\
        56THxR34pMHNSyowhtnAVXrj6bl+/Sj1V5R6A2rr66X+lN54FOvrPVaPX6/v69TjF/U8Y/X4Q2P1xkX9XLBB59jEfoFUzzbiT9YH\
        Uz0/umco30U9Xr4fxES+JcP5lgznW17mSwMj+ZYN51s2nG+6X8DI/LKy/8BcvqneMDo3lG91ma8a0ab2M5jLt2o439qjfGlATO2P\
        MJdvzVy+T9t+huU6un6V/1Vc3Z3VP/nwt87XLz+sf/eF5Mtl+/fXi/uu15bfz9R/PnjptMtvL++v/7G+Ps/o92zW85b9l/fX/1zr\
        91zW87b0u5X1vIa1fn/j1lq/57Oet6UfgiAIgiAI8j/lL7/skRSAQwAA
        """

    /// The same with what is no multiple of three set to 0, `sparse=True`.
    static let sparse = """
        H4sIAAAAAAACA+2ZP2/TQBTA3TYdUZFgpZyyBKSKxmn+0EpVcokvialziWyncqfKIW4aKbEjJxUU1I0PwIpYOjKxM9EPwcDAUL4B\
        IyPnc0wbNSakPoHU3m+wTrbv5/eS59PlRZNrDQUBsA2moIN18NyxDxy3PwQjB5RlXQPDkWm3TbcNplKU9YZshPieEp/puuYxaJsj\
        E4yOBxaYAYaGrIEQX5L47KN+y3KBcxCYu33LHnYdezjVhwwdYSk037mhMg6Hw+FwOBzOrcHbTmpyHW+DRFHGOiwqKHHp8jpodW3T\
        PQYjs9WzgPVy5G9OQ33/dP+cmn//TH3idJ/o7cd7lt0ZHXq+3yYgzogvFRLfZogvFe5rlOpNrP/V74WO6xwNwMB0zb41stzp+Vb+\
        5BOv+oYzvg+9LCNF0qb7NiZ8fskcdK1eO9xaqtdVSdvTSP1VoEJPJaLUMyk+fa+BSHyJKoKKV4uRfCQ6pMq4QnwYaTqSIsYnY8nQ\
        StUa8WkNqGoIMIgv/P2YG7IYSCjMl57fV5ZVzVsRQup5bhRIddPiEzfF+X3VhrFfquNdWn9SOXL9eT4VVbz6k2Rt55EoJp8k13IZ\
        ckiR0eN55UWIJa0qNb162dmrwcY+PXPtGJGhY1ij74fvm8x3/dISb5N1ZaZP9942up4m6Lof9fPTy3W15vuejU9F83nx0fU5UapC\
        jJHCID7fJzOLb4P6dqHSREw+P9+HWMRXQzoEdD1IvI6/OHTiWyDet+In15UWm1jWfV8/BYaR4+P9K87/RBCEVUEoFASPFWGhcEZH\
        D4UFeJeOHgiL0L96R1iCAzpaJaO34xkx+GE8IwbPxjOW4VeBw+FwOBwOh8O5gfD+8wWZLOP+c/aW9Z9z8/efoVGqK+QL8fol+zUZ\
        r5EjNK7fkiA1jNQG9fWcTvT+ix9fyvOpUIru8+Ojvl7Xju670k+c7E9G6Sey69f5vh3G/USEkVrZA8z6iRKT+Lz+mu/TrV2m/Un6\
        fjDsT7LLd4NxvukgX2gwyTfNON8043wzgNn6QvPNMM7X97WtDqN8s0G+tKKj55tlnG+Wcb65i3yhwSDfHON8c+zyvW3/BwT76Pxp\
        8hs+3Rrm37z6Xvl4/yT/6Z3H++D65/PxfecT2++F/Jfte62qvBLcn/8xuT8PmbcY9rxgfnB//ufEvKWw582YFwt7XkGYvL8Qm5i3\
        HPa8GfM4HA6Hw+FwODeUX+csL9ZAOAAA
        """

    /// `HpxGeom.create(nside=1, nest=False, frame="icrs", axes=[energy])`, format fgst-ccube.
    static let counts = """
        H4sIAAAAAAACA+2YwW7TQBCGwxOABA8wyoFcgCZOD6hSlW7sTbLCWZt4U7mn4rZuidTYwXEFBVXiwIEjRxCXHjkhjnDjIThygDfg\
        EZhNKBQ1pqQ2INH5pM0kdvRrJrs78f6e6Lo2B1iGGShYgM042o6T4RjSGFpCeTBOg2grSLZgJk2hXOFn6N1EvSBJgn3YCtIA0v1R\
        CKcgmS88yNCrol60N9wIE4i3j5QHwzAaD+JoPFOP+4pLK7PeuZmIEQRBEARBEOcG/TjpCUcuQ6UppGJNm1eO3V6AjUEUJPuQBhu7\
        IYQP0unDaabeX31+NuZ/fp7o1X6R324Y7aR3td53Jaidkp8xW69mZOgZ2Xqu6fSl+q3zwk4S741gFCTBMEzDZHa97V/p1U7qjU+Z\
        D9US3La835mP6ZLZHoS7W9mqitvcMx0X11/bZp4+wVTyrGchPdXrdznq2Wx6HsqlZzpOz/LWPNQzuZ1fDzeHWnM5/n6VDme23iu5\
        9DA73hOyjXo6QP7fz/I9s9NFPX2yFqZQ+fPLPv/ODTYri0Pmep6bluh5umMVlZ9ew3pSZ/aDM+TXcf1105GrOB+ttqeum2a/yXPM\
        CL/dF9I5mZ9RrVZv6P7C7+0NoviB3sA9BlfB4iaMR+HmYHuwGaQn+mqTScvrWH3Mjzex1WBryLVeuK8k6072h3drrcvcn9fzwrG/\
        oAj73ql6Su+2Sb+vmB0mJbdrufJTLafXnerxb5fy6en8jOP5GfnzM4rLr8sVg8l+qzwq378bl5egPAzLB2cVbfalUFO9oQHj3PmR\
        f0X8S0oIWymVGo8xuqXSiv58ByO+YSOM+jqOlUOMTzG+x/gM4yeMz3Ho7+t7l3C8woGK7A2OKo63JYIgCIIgCIL4ryD/+Qd1o1j/\
        Gc6b/7w4v//MfNOxcUK0X7LeFfIavjL/7JYErmHecyd6u/FOfv/lmB82y18rwA+DovywWwX7YVzyXnsNoCg/zCokP+1fTfVUuFpQ\
        vXX4vv6giHrrBddbL7jexaN6mV9IvYsF17tYXL3kTxIE8Sf9Z03jsPpRHi6NG08efm6/vnLQePdC8/Lb7QuND8uXNzri4tH1xhc6\
        exAEQRAEQRDnj6+kBUijQDgAAA==
        """

    /// The same in Galactic coordinates with nodes at 10, 100, 1000 GeV, format fgst-template.
    static let template = """
        H4sIAAAAAAACA+2Yz2sTQRTHU/Wg4ME/YQiFoCBtfhykULqTZJIM3WyWzKRs8FC3ZlsDyW7YpGgQwaMn7U1vevDQowcPHgUvHj2K\
        J49eBPEkHtQ3m7SkNDEmuxWx7wOPGXaTb9/LvJ3ufAUvmzojZJWMQZIlctNztz2/3SU9jxS4FKTbs92G7TfIWLJcmtyaoHcN9Gzf\
        t/ukYfds0ut3HDIFg1pckAl6y6Dn7ra3HJ942wfKzbbjdpue2x2rxyzJjPzEemcmEEMQBEEQBEFODep1UvCKsUoSWW5ImtVZYuT2\
        EtlqurbfJz17q+UQ505v8HI6Ue+vvj+nZn9/DvSS4/WSSq/luDu9W0rvUIkkp+SXmlEvNVnPzFVqhvyj88KO7+12SMf27bbTc/zx\
        9RZ/p5c8rtedsh6ywJmeF+P10kf0Bi2z3XRajcmqkulM5Com9F9Rp0KdYBJh+pkbQlZrZQZ6Oh2ch0Lp5SqVal7UhcqP6uH14OGQ\
        dZPB75coMaqrZyWUHmTHqtwogp4aSPjfL2+JXKkMeupkzXNchs9v8vl3ZmCzyjMysZ9npsCrQu1YUeWnelgt6tj9YI78Sqa1masY\
        G7AehaKQVyWDVaGSzbsoWWrkRSlfAz1msGqRMxFqfZklDVoO+lms18vUPNp/SyP/MlzYp6bqSfV0BPvzIL96Mlw/y0KlWh7qDS+F\
        01P5pUbyS0WQXyri/NIj+aUjyC8dXX5lJikJnt/E3fjtW158hcTbTvze3P1cM7gc6LVTpBs6P/TDkFmIAVSDeB2Lrd2H0YR4G4tp\
        6voNiHcwV/c7EO9hrj6j4iPMn8H4AOITzOH7dA/iC8zhHn0C8Q1C6cDnsmq8BLEP83Mwwl+mL2B+HsZliFcwvxhDEARBEARBkH8a\
        9J9H7NOI/efAjz1N/nNmdv+ZWrmKDgty6JdsymqNzW8hQA+zqhnotbyd8H7JiL82zq8L46/lStQwmB6Zv7Z+Iv5ayPUY8dfykeSn\
        /KaBXtHZOAG/Lqh3s8yNxPz1piOuNx1xvZnj9VIrRL2ZiOvNRFcv+okIgpyk/6zQFoNhQbugWysfrgtt7anL975eGd5e0OrBePbg\
        utZ98/zz98f14f0z2qO1n8CPg+va/suHl/uri3hCQRAEQRAEQf4nfgHFI29yQDgAAA==
        """
}
