/// Files written by Gammapy 2.1 (gzip, base64), by the calls given.
enum GammapyFiles {
    /// `RegionNDMap` of axes energy (2), energy_true (3) in GeV, unit m2 s, values 0…5, region circle and ellipse.
    static let regionMap = """
        H4sIAAAAAAACA+2bP2zjVBzH04Mb0EmICsGCBG9A+Hpq09j54xSpsl/j19Y9xwm2WxLdSZXTuCVS4kROKq5iYWBGLAhVNxxsMDMx\
        MTAAYkVCYkLixMRwVEhFOkD4T3Jpr3bT2q+Arr/P4Mqp/X2/X97v2c/f5+hyuaoQhBZRCAaaR1tde7vrdPpo0EXLsqGj/sC0m6bT\
        RKEsyUZVrkXoFV0903HMPdQ0ByYa7PUsNAEV12QdRehlXD17t9OwHNTdHim3Opbdb3XtfqgeqRlElSLzPTe+GAAAAAAAAHBp8KaT\
        ulxRFxGzJKsGXlIIc+Tf86jRsk1nDw3MRttC1p1BMDmN1PtX58/c+efPvh4brsd68/G2Ze8M3vL0HikhdkJ8XER82Qg9LlqvWqqs\
        q8aZnhd2nO5uD/VMx+xYA8sJz3flND32pF5/Qn8YyzJRJP0s/RGUzHbLajejVXGtVFHcDnHrj2yWZXXW3eIaE7ue3RomWtXXa3d3\
        /I+YJOMjiI/z41OJtlLfNLT1YaRH988acxAfRy0+93lQxWXi6ek362VcPa43f2TI2m6dTNQzjHqV+OODKa1iVSVKsviM5YpWDvTk\
        4UfJ9Lz4/PHGSNjAyfW8+AI9jtCIb12VjUCvw6F+cj1J9sLz9K6zs+wsN5OwXuB5HwAAgAopH+FddzMluhvR21wR3X3x4xQAAAAA\
        AAAAAMcA/3lMvkDZfy5cMv+ZB//5P/efN5ewKunM/9B/vknZfw6+f3r+s0QlvrH/bFgblPLNokfjg4rfnqWcb5ZyvrlRvrhGJd8c\
        5XxzlPPNo8euL0yyfPOU881TzreAQq6nTPx8C5TzLVDOlz+Zb9x7nJ8vTzlfnl6+l219azSPFg5/PfjhcKMr/BTsi9M/v333o98/\
        E75ffL6xKj8nfLHvcVd4cGz6PSXe+PKXD7/+5JvR8aI01Dv9vCtR7YnPKLXXf7ylj44XXw3aGZ73VFR7E857OrI94Z4tf3BwY3S8\
        WA/aGZ53NbK9088DAAAAAAAAwH9+4v3nHE/Zf+Yumf+cP7///GZJxzUS+T71uSlpbvmF928unYmpF96/2XQ+hp5EFCM0vrlMmo2p\
        Fx5fPD3Pjwj84qZFwR8vjf1YOnpjf1zDc3NzBlaT6w39Z1KioKdtYGXcv8Vsmi/kFnJZfiHPFrIx9cb9y3FpNpPP8AvFPF/kY9Sf\
        UlGrFYWcrBe2mIkzPhRsHNVLHF95TdLIckQ9x4hPwxLR67r//n1J0xPXn3u90ldxlXjvo/OzhRn660caWXHvx0zy9SM/Tir+faDH\
        Y7rrRzUq/unFrR/1Wneorh/VqeV7MetH9PIN1mc0avkGepxEd/2ITr6S7IXn/z6Fm6G6HqVV3JvRCo3v72LWo6jcz+H3OAAAAAAA\
        AJeLrZaz1bZS4vTUy7d3r70i/PHdt+9MP/up8Nv+vffWevcft6utdrvV61vCw7+vH35+/33x2v5Lb3z14mtiKnW1kd6xhQfBX3Hx\
        4K+1zRf+BH8fAAAAAAAAeLL4B0lnnY8AWgAA
        """

    /// `WcsGeom.create(skydir, npix=(6, 5), binsz=0.1, proj="TAN", axes=[energy])`, `region_mask` of a circle of 0.11 deg.
    static let mask = """
        H4sIAAAAAAACA+2Yz27TQBCH4RF4g1EvAdQ/SZxWFRJqN/G2NTiOZbslFaoq196kRo4d7E1phHgMxIETR56CI7wBVyQkTpwQUq+s\
        7SZNGrslqVFRu9+hUazm04xmvJZ/ulRXZQzwGFIwYAks32v5QScE6sOGZOgQUtOzzcCGVKqSoUrNdN9KhfnMIDD7YJvUBNrvErgE\
        BTUlHTLqE5jP63UOSAB+a2B2OsQLHd8Ls32lDN8KTE3sK2f4lmf0CRm+8vQ+3DSwImbOd2qe1XTUxHpWfUugDOdh+X5gO55JCZjH\
        JH0cUNPYuqTPQ1hcZj7VOSbuqIuZA9IiAfEsAl3f8eiEr5zhK87gE7FspNa3UFwsMd9zm7T3oHbmczwrIGwHKZh00hz70uubzbet\
        SEl9BfbDwnnnEmx7Dg3PjWNE6dlwZLq94X0Y+8o5+oxdFSf1aWhhYcFASmHMpzntQ/a70Eru2nloe37H9xwLuoH/gliUXRydR+RL\
        6hNxLcUnEsuNqvoLV7IvO0hOm++qsLgipM0jaS9tFkNf2nzL5cViaXqf3FDUBjugJ3yl1WK8z4lPYQ0fEXB9r+3Qnh1vtUVcElLH\
        dJnPHQxERka6b7y+gY99XKiD+hNRwxsZ+5zUtxf9U2RoOXbPigSUndEZ54uGRKzvRudLQappemFi//DLnkn9INKMbGDYDynppPhQ\
        s9aQ2YHPfHi/Linz7C9qFmBWJMXAmhr7XL8dX5pdlpyn+hZSMfPdX5lfni8/uJqvihRR3xK3mU/VpDrSdvfjS7NK69hAED9/C6/n\
        XLYT0ezmHsGcAOHcm+mt1eh8SXxX6nP4fIsebhzONXHnerh77vOmc9v65XA4HA6Hw7mxRPGkLjUU9j5YZe/WqCrj8TzngL3gB32g\
        5oFLgBzTJCbKfr+8IH+G1Zzz53K++bMQ+Vzitelh5BuaoDRj/pzluyBHVmuNbcXI8BXH+m0Hfq8LXTMwO4SSIL3fzYt8pUlfeMk8\
        jA0Jy2JG/lwZ8yUr03KIa2db//d8CDcNBdWjvC41z1kauSU8s3PpOoNxlsfWtpCiYPlq9RkbDa2e+J6eXrqa7yzfxQrWNnchh/pO\
        8+Jc6jvLxw2yk1O/Agz3D/LoV8i5XyHnfiuDflEzl34rOfdbya9fnk9yOJx/nT+vnfz89fVkx1/7lnxfv/f91ft3vz8OctP1h59+\
        vP384cvg+rrI3z04HA6Hw+FwOLePP5iXFUYALQAA
        """

    /// `Map` of axes energy (2) and time (days 1–2 and 5–7 after 2020-03-19 TT), 3 × 2 pixels, values 0…23.
    static let times = """
        H4sIAMtdB2sC/+2az27bRhDGk/bSnlogOfTQw6AoqiSwbIn6lxQIbIpaxWwpSiDpVEYQBDS5UlhQpEquAhtBHiTok/Q9eupT9Nhjl+SKliLS\
        qqVF4cN+Bjy2bP40n2e4JMdrqoORhgCeQ4EsOAInDCZhNIuBhNBXLRNiYgeuHblQqK5qjdRxIa/ablKeHUX2Fbg2sYFczTFskS6PVRNK8kt4\
        wWJ2gSMIJ0uyN8NB7IVBXM6rl/AacGulPKmEJ+3Ia3DmNfnx0NhCeq+0X26tXxRTHiOzLL8j0PP6OmEYuV5gEwz2JS4uLygGbb/i+kqHNcob\
        eZfYX2VRcoQnOMKBg2EeegHZ4BXXt37Y2oHXQ5pVmF+1dlinvFcunr4G5ZrnBU6EaU8TsMkmOeUV57cb70xXs/wq9MDKp8wjOAs8En9SjhVk\
        4MI721/k53XKkzjyrPMRyvIz5Gq1qshGZY1neNO39LjYyVaBA5j7CdKxI0xNRuGv2CH09TVell8PKQW8Hnb8JKv/wMr65aWs1UvqUSuqR2av\
        qBY5T+LH04b6aEgX/C08nRp+h8EPg6lHFm7a1Q72cUw826c8f1kQTbZKeM+KeDTciIPBTz0D9W/0+zr5pYQw8dyFkwAIXfNL1hdD7iHzPFlf\
        KqpimJWN/kO/LWwSRglmpQPjq5jgWQFPHitDjV5AKA+9Gaj6Af0sjyuwq1TdQsYo5fnhNH1pd1ien5TwLHWQpZh9sVuWWX4pj54G++eX1Vfd\
        rG/r6TOpsyuvX9Yvt1byt2L9Qtgps5dfen0zT+URorxHjQMp+Xi8D7Ar6z3ztHdGeSNDHcjG+Zv0pV2ZA2TJkN5fVd5/4OC3m6z3GW8vTn6/\
        kdxs3GHdYzr+O4sn7PuTL1j8msWHLH7D4rcsMsLJdyx+z+IPLD5i8QmLByweslhjsc6ixGKDxSaLLRbbLHbuCQkJCQkJCQkJCf3vSsaJpjrU\
        6fNClz5ryl0Nrc9fLugDeXQFxL7wMeBLko11yp8/yufPAE85z58lvvPnVpvyfBxMyduEl5OgvuP8uVnCu2HuO1KGZ7pVwqut+Z1G4WIOczuy\
        Z5jgqNjvi5t49U1evO35vK8irVcyL+6s8bKWmXjYd2MxjxDzKy7zKzS2dHmQzDsL5y9HK0tUYM/w9vpez7OVU1nXkbZfflZ/aAwy3s/AoV+s\
        6/k40pHx4hw45Mfm7Vzyu/7/goVfcvLbgPz8AB5+G5z9Njj7bS79ymMufpuc/TY5+23Bcn0BLn5bnP1mPJfb+duG1fV0f79tzn7bnP12Vvzu\
        c3Fb+u1w9tvh5/euz8eFhISEhISEhISE7pLy/Rt/Pn9wcap+dfzHx0S/L/dzHP9TvL+D6f7Jl9r4x79emfnPs/0b97cc91nZ++X7Qx6u7xNh\
        +rzs/bYcJyQkJCQkJCQkJMRF/wJEONuBQDgAAA==
        """

    /// `RegionNDMap` of axes energy (2) and labels magic, hess, values 0…3.
    static let labels = """
        H4sIAMtdB2sC/+2ay27aQBSG03TTrrrIC8yikhsJCDaQRpUiMtgDcWOMZU9Soy4iAw5BAoOMIyWPUlV9kL5HV32K7tpd6wu3KnYI9iSKlPMt\
        IgTo45zMGOz/2JCbmkIQOkQxULSHumPnYuyOpsgbo7pMDTT1LKdnuT0US02mmmwm+A58n+W61g3qWZ6FvJuJjdagYlM2UIKv6Pucq1HHdtH4\
        Ym4ejGxnOhg701gfMSlRpcR+NyaUAQAAAAAAAM+G4HTSkFvqIeJqskpxTSHcyst7qDNwLPcGeVZnaCP72otOThN9j3r+LGx+/hz6+HgfH9Q3\
        tJ2+dxn4FibEr6lPuKO+OJ+Q7NPE1qlK73W90HfHVxM0sVxrZHu2G99v4y4ff9s3XbMetC4TRTLusx7RlrkY2MNeshWbYkvxF8Tff+S8Kas5\
        /y82udT72d/DRNdC33DcD5/ishwfUX1C4JMwxQah2Xz+9ZuKmyTwGSftJtb+r29v5RBz/HVd66O0rZFwP3PiMVZVomSrj9ZbejPyybOnsvmC\
        +sLjI/z/ZfcF9UU+QWJR36kq08jHsfg+pZIclBf43vE5PifsZtwvcH0OAADwJNlaUP01e/DiaPbg6NUWAAAAAAAAAAArQP68pPSecf5cfmb5\
        cwXy543z5/MaViWDe4L58wnj/JmoRG+02eXPEpP6lvkztc8Y9VtCi/3MJG8vMe63xLjf8rxfbDLpt8y43zLjfiuI2fdB2G/kq2AG/cK8AgAe\
        P3+u/jjc6RzLb6rfvwR8nafRI6s/6C6C6deK+eHnZ2P+4tHb6PnVN20nmS7t6XT+aS+TTKtvAgAAAAAAAADIn59y/sz6/mce8ud1+fMn0cAm\
        SbyfemNE3d9+8esrFCopfQJDn0QUGltfvljgU/ri60vnC/K6KH/u2Qzye3GZ77LxLfN2HefzeYrV7L5Znk1EBj79DCtx63tQKuyXUvri1lcQ\
        CsUU66u0VK2lkNs+/qBYKKbwYRrvS1lf86Okk3rCfk5Rn44lYrSN8H5+UTcy7z//+8o4xhoJ7m8v58q7mfPiW/MonTT832Mu+zwqrJPJPCDy\
        7bPIx1fmUSaT+cLDzaMmg2um86g2s34fZh7Frt9o3qMz6/dh5lHs+o3mR3rL//FoIGbzKHb9Vtj9/sJ8CwAAAAAAAMhCd+B2h3b1z+wujt9/\
        AzrhbRXb3zTI5wEAAAAAAABglX+TJV9eAFoAAA==
        """

    /// `Map` of 3 × 2 pixels and energy (2) with `sparse=True`: values 2.5 and 5.
    static let sparse = """
        H4sIAMtdB2sC/+2aTW7bRhSAmSCbrrrIBWZRgA3gP1Eu0AYw7BE5tplQFEFSKY0gCMbkSGFAkQo5CmwUOUjRTa/Re2SVU+QIGZKxJUWkZVvT\
        okDet5CAkfThPc7TzEiPntl3LILQAWrAR7sozNJRlk8KxDN0bPoeKjhNI5pHqJGe6Ttm0OL7VfhontNLFFFOEb+cMrQGGwemh1p8e8KXzibn\
        LEfZ6MocT1haxFlaNPpI4BPbaM33zlQyAAAAAAAA4LuhPE565sA+QGrPtH3cs4i68PIuOo9Tml8iTs8ThtgFrw+nrb7/9Pys3f38XPk6zb5O\
        eR5PWDrmb0rftQl11sSn3RBfk09r9zn6YGj7t/q9MM6z2RRNaU4njLO8Od+Tm3ydVV+xZj78Y5NYhtfs6y756pIZxSyJ2q2/6x4OiNd+/exr\
        X5hleSSqkTNEL1iLUndF+TXPr7ZTXj8nvmDJokuYczZiOUtDhqZZnPIVX/P8dnZ+uYfPIJbfGN/23k45Hy8jNn6F9LkvTsOcicrhiPJVc+Vr\
        ju9+vqFt1vGp4oPqt85dNExjXnwzHQvKNELvaTK7/l5XPk2izz9zSB2fi7e3t3XsLq9Xbjx+Iz5XhPV3bQtNk1IZ0pyJJPPsLQv5wgJW+er4\
        DKI3+AwWJmVUt3DV9fICW52W+dhrmo86vaa5uPZp8nzWwHYGFlnns0XC7xlKsnQc81lUVXXIElbwmCbCl1xNiIX9Ft9vTT7xdKMO9Z8ZLjm+\
        Md9X5ZtKwyiOZmEp4GJlbVlfXGwQ76xcX1RTdz11pf7IuxnlWV5qFiqwuCw4mzT4cKAPLLGBCB953TftLfGIA/Xe+6/Yc4nrVL4kG1dD6ib7\
        uVhPvVPsEOH7ubulbWlPNvP1sG14p8ZQ+LznZ33svK5G7u0kgW/jflkvX33L+e4uHDFSOll7PED+fD2ozh2bXj//eOD2a9+zr0Ob+ebri36K\
        bZtYEuKrfaa0+LqVTyw0QyLl+tU+IiO+PvExqs5/6h8fJPh65X5U+woZ8cH/pwAAAAAAAABwexRFeaQoR+WzojxUHhz9rQAAAAAAAAAA0ALc\
        vzGnq8H9Gxvdv7F/9/s3/u/90JV+43L/cpN+o7x+Xu17LrnfSGzinpwhaf1GQ0p88/tBfPZCav+yqj+J/Ut5+XYl57t/lS8OpOS7LznffXn5\
        Qn8VAIB/8f/nisOPB4/PT80fD//5s+Svw89Lx+wHRz9YwdNPL72r8aOf6nH4BQIAAAAAAAB8T3wBD0E1VYBDAAA=
        """
}
