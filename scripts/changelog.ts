/** What a changelog says of a version. */

/**
 * The section of a version, without its heading.
 *
 * @throws Error when there is none, or it is empty
 */
export function notesOf(version: string, changelog: string): string {
  const sections = changelog.split(/^(?=## \[)/m)
  const section = sections.find(text => text.startsWith(`## [${version}]`))
  const notes = section?.replace(/^.*\n/, '').trim() ?? ''
  if (notes !== '') return `${notes}\n`
  throw new Error(`CHANGELOG.md says nothing of ${version}: write "## [${version}] - DATE" into it`)
}
