/** Availability over time in a small picture, with the faults under it. */
import type { Picture } from '../../picture/data.ts'
import { s } from './dom.ts'
import { areaPath } from './paths.ts'
import { share } from './words.ts'

/** From nothing to all served. */
export function trend({ edgesMs, clients }: Picture): SVGElement {
  const end = edgesMs.at(-1) ?? 1
  const values = clients.availability
  const known = values.filter(value => value !== null)
  const least = known.reduce((low, value) => Math.min(low, value), 1)
  return s(
    'svg',
    {
      class: 'trend',
      viewBox: `0 0 ${end} 1`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': `availability over time, at the least ${share(least)}`,
    },
    s('rect', { class: 'level-0', width: end, height: 1 }),
    s('path', { class: 'lost', d: areaPath(edgesMs, values.map(isKnown), 1) }),
    s('path', { class: 'served', d: areaPath(edgesMs, values, 1) }),
  )
}

/** Where nobody came nothing was lost. */
const isKnown = (value: number | null): number => (value === null ? 0 : 1)
