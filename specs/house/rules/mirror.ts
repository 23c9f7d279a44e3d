/** Where specs stand: beside what they specify, so that nobody must search for them. */
import { type Finding, finding } from '../support/findings.ts'

/** Folders of specs about the whole and not about one layer. */
const aboutTheWhole = ['laws', 'stories', 'house', 'types', 'quality', 'fuzz']

/** Every spec whose folder mirrors no folder of the sources, by paths from the root. */
export function strays(specs: readonly string[], sources: readonly string[]): Finding[] {
  const known = new Set([
    ...sources.map(layerFolder),
    ...aboutTheWhole.map(name => `specs/${name}`),
  ])
  return specs.filter(isSpec).flatMap(path => {
    const folder = path.split('/').slice(0, 2).join('/')
    return known.has(folder) ? [] : [finding({ path }, mirrorsNothing, moveIt)]
  })
}

const isSpec = (path: string): boolean => /\.test(-d)?\.ts$/.test(path)

const mirrorsNothing = 'stands in a folder that mirrors no folder of src/'
const moveIt = `Move it to specs/<layer>/, as in src/<layer>/, or to ${aboutTheWhole.join(', ')}`

/** The folder of specs that mirrors the folder of a source. */
function layerFolder(path: string): string {
  const [top, next] = path.split('/')
  return top === 'src' ? `specs/${next}` : `specs/${top}`
}
