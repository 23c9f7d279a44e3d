/** The graph of a cause: faults, components and calls on the way to the clients. */
import type { CauseGraph, CauseNode } from '../../../../explain/graph.ts'
import { type Child, h } from '../dom.ts'
import { drawGraph } from '../graph/draw.ts'

const words: { readonly [kind in CauseNode['kind']]: string } = {
  fault: 'fault',
  call: 'call',
  component: 'component',
  clients: 'clients',
}

/** From the fault at the top to the clients at the bottom. */
export function causeGraph({ nodes, edges }: CauseGraph): Child {
  if (edges.length === 0) return null
  const drawn = drawGraph({
    label: `From the cause to the clients: ${nodes.map(({ id }) => id).join(', then ')}`,
    direction: 'TB',
    nodes: nodes.map(({ id, kind }) => ({ id, title: id, note: words[kind], class: kind })),
    edges: edges.map(({ from, to, by }) => ({
      from,
      to,
      label: by === 'call' || by === 'fault' ? '' : by,
    })),
  })
  return h('div', { class: 'graph cause' }, drawn.svg)
}
