/** A picture from elsewhere: no schema says that everything in it is over the same steps. */
import type { ClientSeries, Picture } from './data.ts'

/** A row: where it stands in the picture, and how many steps it has. */
type Row = readonly [path: string, steps: number]

/** The first row that has not as many steps as there are, in words; undefined where all fit. */
export function misfitIn(picture: Picture): string | undefined {
  const { edgesMs } = picture
  const steps = edgesMs.length - 1
  if (steps < 1) return 'edgesMs: there is no step between them'
  if (edgesMs.some((edge, i) => i > 0 && edge <= edgesMs[i - 1])) {
    return 'edgesMs: each must be later than the one before'
  }
  const misfit = [...rowsOf(picture)].find(([, has]) => has !== steps)
  return misfit && `${misfit[0]}: it has ${misfit[1]} of ${steps} steps`
}

function* rowsOf({ clients, calm, components, edges, guards, remedies }: Picture): Generator<Row> {
  yield* clientRows('clients', clients)
  if (calm !== null) yield* clientRows('calm', calm)
  for (const [i, lane] of components.entries()) {
    const { levels, issued, availability, utilisation, queued, inFlight } = lane
    const rows = { levels, issued, availability, utilisation, queued, inFlight }
    yield* rowsIn(`components/${i}`, rows)
  }
  for (const [i, { issued, attempts, failed }] of edges.entries()) {
    yield* rowsIn(`edges/${i}`, { issued, attempts, failed })
  }
  for (const [i, { limits }] of guards.entries()) {
    for (const [j, { waited }] of limits.entries()) {
      yield* rowsIn(`guards/${i}/limits/${j}`, { waited })
    }
  }
  for (const [i, remedy] of remedies.entries()) {
    yield* clientRows(`remedies/${i}/clients`, remedy.clients)
  }
}

const clientRows = (path: string, { issued, availability, p50, p99 }: ClientSeries): Row[] =>
  rowsIn(path, { issued, availability, p50, p99 })

const rowsIn = (path: string, rows: Readonly<Record<string, ArrayLike<unknown>>>): Row[] =>
  Object.entries(rows).map(([name, { length }]) => [`${path}/${name}`, length])
