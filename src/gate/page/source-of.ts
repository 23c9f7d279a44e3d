/** How the policy of a page names the one script or style that it allows. */
import { createHash } from 'node:crypto'

/** The source of a text that stands in the page itself: its hash. */
export const sourceOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`
