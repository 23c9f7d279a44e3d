/** Draws a graph as SVG; what changes with the moment is written into it afterwards. */
import { s, safe } from '../dom.ts'
import { laidOut } from './layout.ts'

/** A graph to draw. */
export type Drawing = {
  /** What it shows, for who cannot see it. */
  readonly label: string
  readonly direction: 'LR' | 'TB'
  readonly nodes: readonly {
    readonly id: string
    readonly title: string
    readonly note: string
    readonly class: string
  }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label: string }[]
}

/** What was drawn: the groups of the nodes and the lines, in their order. */
export type Drawn = {
  readonly svg: SVGSVGElement
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
}

/** A box with its two lines of text. */
export type DrawnNode = {
  readonly group: SVGGElement
  readonly note: SVGTextElement
}

/** A line with its text. */
export type DrawnEdge = { readonly line: SVGPathElement; readonly label: SVGTextElement }

/** Sizes in pixels. */
const [LETTER, LEAST, MOST, HEIGHT] = [8.3, 104, 340, 44]

/** As large as it is; a narrow page scrolls it. */
export function drawGraph({ label, direction, nodes, edges }: Drawing): Drawn {
  const boxes = nodes.map(({ id, title, note }) => {
    const letters = Math.max(safe(title).length, note.length * 0.85)
    const width = Math.min(MOST, Math.max(LEAST, letters * LETTER + 24))
    return { id, width, height: HEIGHT }
  })
  const plan = laidOut({ direction, nodes: boxes, edges })
  const drawnEdges = plan.edges.map((points, i) => edgeOf(points, edges[i].label))
  const drawnNodes = plan.nodes.map(({ x, y }, i) => nodeOf(nodes[i], { x, y, ...boxes[i] }))
  const svg = s(
    'svg',
    {
      viewBox: `0 0 ${plan.width} ${plan.height}`,
      width: plan.width,
      height: plan.height,
      role: 'group',
      'aria-label': label,
    },
    arrow(),
    drawnEdges.map(({ line }) => line),
    drawnEdges.map(({ label: text }) => text),
    drawnNodes.map(({ group }) => group),
  )
  return { svg, nodes: drawnNodes, edges: drawnEdges }
}

const arrow = (): SVGElement =>
  s(
    'defs',
    {},
    s(
      'marker',
      {
        id: 'arrow',
        viewBox: '0 0 8 8',
        refX: 7,
        refY: 4,
        markerWidth: 7,
        markerHeight: 7,
        orient: 'auto',
        markerUnits: 'userSpaceOnUse',
      },
      s('path', { d: 'M0,0L8,4L0,8Z', class: 'tip' }),
    ),
  )

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function nodeOf(node: Drawing['nodes'][number], { x, y, width, height }: Box): DrawnNode {
  const note = s('text', { class: 'note', x: x - width / 2 + 14, y: y + 14 }, node.note)
  const most = Math.floor((width - 24) / LETTER)
  const group = s(
    'g',
    { class: `node ${node.class}` },
    s('rect', { class: 'box', x: x - width / 2, y: y - height / 2, width, height, rx: 6 }),
    s('rect', { class: 'level', x: x - width / 2, y: y - height / 2, width: 6, height, rx: 3 }),
    s('text', { class: 'title', x: x - width / 2 + 14, y: y - 4 }, cut(safe(node.title), most)),
    note,
    s('title', {}, node.title),
  )
  return { group, note }
}

/** What does not fit is in the title of the box. */
const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`

function edgeOf(points: readonly { x: number; y: number }[], label: string): DrawnEdge {
  const middle = points[Math.floor(points.length / 2)]
  return {
    line: s('path', { class: 'edge', d: smooth(points), 'marker-end': 'url(#arrow)' }),
    label: s('text', { class: 'by', x: middle.x, y: middle.y + 4, 'text-anchor': 'middle' }, label),
  }
}

/** A line through the middles of the corners, which it rounds. */
function smooth(points: readonly { x: number; y: number }[]): string {
  const at = ({ x, y }: { x: number; y: number }): string => `${x.toFixed(1)},${y.toFixed(1)}`
  const parts = [`M${at(points[0])}`]
  for (let i = 1; i < points.length - 1; i++) {
    const [corner, next] = [points[i], points[i + 1]]
    const isLast = i === points.length - 2
    const end = isLast ? next : { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 }
    parts.push(`Q${at(corner)} ${at(end)}`)
  }
  if (points.length === 2) parts.push(`L${at(points[1])}`)
  return parts.join('')
}
