/** The graph of a cause for GitHub and GitLab, which draw Mermaid in Markdown. */
import type { CauseGraph, CauseNode } from '../../explain/graph.ts'
import { printable } from '../../kernel/printable.ts'
import { fenced } from './markdown.ts'

/** From the faults to the clients, left to right. */
export function mermaid({ nodes, edges }: CauseGraph): string {
  const names = new Map(nodes.map(({ id }, i) => [id, `n${i}`]))
  const lines = [
    'flowchart LR',
    ...nodes.map(({ id, kind }) => `  ${names.get(id)}${shapes[kind](label(id))}`),
    ...edges.map(({ from, to, by }) => `  ${names.get(from)} -->${says(by)} ${names.get(to)}`),
  ]
  return fenced(lines.join('\n'), 'mermaid')
}

const shapes: { readonly [kind in CauseNode['kind']]: (label: string) => string } = {
  fault: label => `{{"${label}"}}`,
  call: label => `(["${label}"])`,
  component: label => `["${label}"]`,
  clients: label => `(("${label}"))`,
}

/** What a fault or a call does goes without saying. */
const says = (by: string): string => (by === 'fault' || by === 'call' ? '' : `|"${label(by)}"|`)

/** Its own entities, for all that it or a browser would obey. */
const label = (text: string): string =>
  printable(text).replace(/[#&;"'<>`\\|{}[\]()@%]/g, character => `#${character.charCodeAt(0)};`)
