/** What a runner would print. */

/**
 * The message with which something fails, without the lines that replay it: those hold the names of
 * the file and the test.
 *
 * @throws Error when it passes
 */
export const told = (failing: () => unknown): string =>
  toldInFull(failing).replace(/\n\n {2}Replay .*/s, '\n')

/** The same without what happened and why, of which other specs tell. */
export const toldBriefly = (failing: () => unknown): string =>
  told(failing).replace(/\n\n {2}(?:What happened|Why)\n.*/s, '\n')

/** The message with which something fails. */
export function toldInFull(failing: () => unknown): string {
  try {
    failing()
  } catch (error) {
    return `\n${(error as Error).message}\n`
  }
  throw new Error('it passed')
}
