/** Where specs stand: beside what they specify, so that nobody must search for them. */
import { type Finding, finding } from '../support/findings.ts'

/** Folders of specs about the whole and not about one layer. */
const aboutTheWhole = ['laws', 'stories', 'house', 'types', 'quality', 'fuzz', 'libraries']

/** Every spec whose folder mirrors no folder of the sources, by paths from the root. */
export function strays(specs: readonly string[], sources: readonly string[]): Finding[] {
  const known = new Set(sources.map(mirrored))
  return specs
    .filter(isSpec)
    .filter(path => !known.has(folderOf(path)) && !isAboutTheWhole(path))
    .map(path => finding({ path }, mirrorsNothing, moveIt))
}

const isSpec = (path: string): boolean => /\.test(-d)?\.ts$/.test(path)

const mirrorsNothing = 'stands in a folder that mirrors no folder of src/'
const moveIt = `Move it to specs/<folder>/, as in src/<folder>/, or to ${aboutTheWhole.join(', ')}`

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

const isAboutTheWhole = (path: string): boolean =>
  aboutTheWhole.some(name => path.startsWith(`specs/${name}/`))

/** The folder of specs that mirrors the folder of a source, wing for wing. */
const mirrored = (path: string): string => `specs/${folderOf(path).replace(/^src\//, '')}`
