/** Which packages a lockfile names and leaves out: what `npm ci` would refuse it for. */

/** One package of a lockfile, as it will be installed at its path. */
export type Entry = {
  readonly version?: string
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
/** The part of package-lock.json that counts here: what is installed where, by path. */
export type Lockfile = { packages: Record<string, Entry> }

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony']
const knownOs = [...systems, 'sunos', 'win32']
const knownCpu = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

/** Every optional package that is named in a lockfile and has no entry there, as `path: entry`. */
export function missingFrom({ packages }: Lockfile): Record<string, Entry> {
  const found: Record<string, Entry> = {}
  for (const [path, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const all = { ...packages, ...found }
      const nearest = pathsFrom(path, name).find(each => each in all)
      if (nearest !== undefined && all[nearest]?.version === version) continue
      if (nearest !== undefined && !/^\d/.test(version)) continue
      found[nearest === undefined ? `node_modules/${name}` : `${path}/node_modules/${name}`] =
        entryOf(name, version)
    }
  }
  return found
}

/** Where Node.js would look for a package from another, nearest first. */
function pathsFrom(path: string, name: string): string[] {
  const parts = path.split('/node_modules/')
  const above = parts.map((_, i) => parts.slice(0, parts.length - i).join('/node_modules/'))
  return [
    ...above.filter(Boolean).map(each => `${each}/node_modules/${name}`),
    `node_modules/${name}`,
  ]
}

/** An entry that npm passes over on every platform but the one its name tells. */
function entryOf(name: string, version: string): Entry {
  const words = name.split(/[/.-]/)
  const os = knownOs.filter(each => words.includes(each))
  const cpu = [...knownCpu, 'wasm32'].filter(each => words.includes(each))
  if (os.length + cpu.length === 0) throw new Error(`which platform is ${name} for?`)
  const libc = words.includes('musl') || words.includes('musleabihf') ? ['musl'] : ['glibc']
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(os[0] === 'linux' && /musl|gnu/.test(name) && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  }
}
