/**
 * Prints the notes of a release: its section of the changelog.
 *
 *     npx tsx scripts/release-notes.ts v1.2.3
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { notesOf } from './changelog.ts'

const textOf = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')

const { version } = JSON.parse(textOf('package.json'))
const [tag = ''] = process.argv.slice(2)
if (tag !== `v${version}`) throw new Error(`the tag is "${tag}", and package.json says ${version}`)
process.stdout.write(notesOf(version, textOf('CHANGELOG.md')))
