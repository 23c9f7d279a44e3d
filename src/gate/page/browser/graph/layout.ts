/** Where the boxes of a graph stand, and how its lines run: in layers, by dagre. */
import { Graph, layout } from '@dagrejs/dagre'

/** What is to be laid out. */
export type Plan = {
  readonly direction: 'LR' | 'TB'
  readonly nodes: readonly {
    readonly id: string
    readonly width: number
    readonly height: number
  }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label: string }[]
}

type Point = { readonly x: number; readonly y: number }

/** Middles of boxes, and corners of lines. */
export type Layout = {
  readonly width: number
  readonly height: number
  readonly nodes: readonly Point[]
  readonly edges: readonly (readonly Point[])[]
}

/** Room between boxes, in pixels. */
const [BESIDE, AROUND] = [14, 6]
/** Lines that run down need less of it. */
const between = { LR: 48, TB: 30 } as const

/** The same graph has the same layout. */
export function laidOut({ direction, nodes, edges }: Plan): Layout {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({
    rankdir: direction,
    nodesep: BESIDE,
    ranksep: between[direction],
    marginx: AROUND,
    marginy: AROUND,
  })
  // Names may be anything, and dagre uses some for itself.
  const keys = new Map(nodes.map(({ id }, i) => [id, `n${i}`]))
  for (const { id, width, height } of nodes) graph.setNode(keys.get(id)!, { width, height })
  const named = edges.map(({ from, to }, i) => ({
    v: keys.get(from)!,
    w: keys.get(to)!,
    name: `e${i}`,
  }))
  for (const [i, edge] of named.entries()) {
    const room = edges[i].label.length * 6
    graph.setEdge(
      edge,
      direction === 'TB' ? { width: room, height: 14 } : { width: room, height: 4 },
    )
  }
  layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  return {
    width,
    height,
    nodes: nodes.map(({ id }) => graph.node(keys.get(id)!) as Point),
    edges: named.map(edge => graph.edge(edge).points as Point[]),
  }
}
