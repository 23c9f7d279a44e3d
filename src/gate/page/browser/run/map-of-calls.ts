/** Who calls whom, and how each was at the moment that is looked at. */
import type { Picture } from '../../../picture/data.ts'
import { type Child, fill, h } from '../dom.ts'
import { drawGraph, type Drawn } from '../graph/draw.ts'
import type { Moment } from '../moment.ts'
import { rove } from '../rove.ts'
import { table } from '../table.ts'
import { count, levelAt, levelWords, share } from '../words.ts'
import { followEdge, followNode } from './map-parts.ts'
import { stepText } from './moment-bar.ts'
import { section } from './section.ts'

/** Wider pages have the callers at the left, narrower ones on top. */
const WIDE = 900
/** As long as what stands in a box can become. */
const LONGEST = '000 inside, 000 wait'

/** The graph, and its numbers as a table. */
export function mapOfCalls(picture: Picture, moment: Moment): Child {
  const names = namesIn(picture)
  const drawn = drawGraph({
    label: 'Who calls whom',
    direction: innerWidth >= WIDE ? 'LR' : 'TB',
    nodes: names.map(id => ({ id, title: id, note: LONGEST, class: 'component' })),
    edges: picture.edges.map(({ from, to }) => ({ from, to, label: '' })),
  })
  const numbers = h('div', {})
  const when = h('p', { class: 'hint' })
  const follow = (): void => {
    followAll(drawn, { names, picture, moment })
    fill(when, `As it was ${stepText(moment)}. Red lines are calls that failed.`)
    fill(numbers, tableAt(picture, moment))
  }
  moment.listen(follow)
  follow()
  rove(drawn.nodes.map(({ group }) => group))
  return section(
    'The system at that moment',
    '',
    when,
    h('div', { class: 'graph' }, drawn.svg),
    h('details', {}, h('summary', {}, 'The numbers of that moment'), numbers),
  )
}

/** Callers before whom they call, as far as that goes. */
const namesIn = ({ components, edges }: Picture): string[] => {
  const called = edges.flatMap(({ from, to }) => [from, to])
  return [...new Set([...called, ...components.map(({ name }) => name)])]
}

type Followed = {
  readonly names: readonly string[]
  readonly picture: Picture
  readonly moment: Moment
}

function followAll({ nodes, edges }: Drawn, { names, picture, moment }: Followed): void {
  const of = new Map(picture.components.map(component => [component.name, component]))
  for (const [i, node] of nodes.entries()) {
    followNode(node, { name: names[i], lane: of.get(names[i]), picture, step: moment.step })
  }
  for (const [i, edge] of edges.entries()) {
    followEdge(edge, { lane: picture.edges[i], picture, moment })
  }
}

function tableAt({ components, clients }: Picture, { step }: Moment): HTMLElement {
  const rows = components.map(lane => [
    lane.name,
    levelWords[levelAt(lane.levels, step)],
    count(lane.issued[step]),
    share(lane.availability[step]),
    share(lane.utilisation[step]),
    count(lane.inFlight[step]),
    count(lane.queued[step]),
  ])
  const [issued, served] = [count(clients.issued[step]), share(clients.availability[step])]
  const names = ['requests', 'served', 'utilisation', 'inside', 'waiting']
  const numbers = names.map(number => ({ number }))
  const columns = ['component', 'level', ...numbers]
  return table('The components at that moment', columns, [
    ['clients', '', issued, served, '', '', ''],
    ...rows,
  ])
}
