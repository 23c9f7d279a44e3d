/**
 * Adds to package-lock.json the optional packages of other platforms that `npm install` left out.
 * A registry mirror that lacks them makes npm forget them, and then `npm ci` refuses the lockfile.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Lockfile, missingFrom } from './lockfile.ts'

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const lockfile: Lockfile = JSON.parse(readFileSync(path, 'utf8'))
const missing = missingFrom(lockfile)
const packages = Object.entries({ ...lockfile.packages, ...missing })
lockfile.packages = Object.fromEntries(packages.toSorted(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`)
process.stdout.write(`${Object.keys(missing).length} packages added to package-lock.json\n`)
