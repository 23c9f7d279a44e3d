/** What was declared, and how it is played again. */
import type { RunEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'
import { section } from './section.ts'

/** The line to replay, the declaration, and what tells two runs apart. */
export const declaration = ({ replay, declaration: text, digest }: RunEntry): Child =>
  section(
    'Play it again',
    '',
    replay.length === 0 ? null : h('pre', { tabindex: 0 }, replay.join('\n')),
    digest === null ? null : digestLine(digest),
    text === null
      ? null
      : h('details', {}, h('summary', {}, 'The declaration'), h('pre', { tabindex: 0 }, text)),
  )

const digestLine = (digest: string): HTMLElement =>
  h('p', { class: 'muted small' }, 'Two runs of one digest are the same: ', h('code', {}, digest))
