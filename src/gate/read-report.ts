/** Reports as files are read again: what is no report is told, and chooses nothing. */
import { type OutputUnit, Validator } from '@cfworker/json-schema'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { packageFile } from '../explore/package.ts'
import { type Problem, UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import { runOf } from './formats/problems.ts'
import { misfitIn } from './picture/misfit.ts'
import { REPORT_VERSION, type Report } from './report.ts'

/**
 * Reads reports, such as those of the shards of a suite.
 *
 * @param paths relative to the folder
 * @throws UsageError with everything that is wrong in any of them
 */
export function readReports(paths: readonly string[], folder: string): Report[] {
  const problems: Problem[] = []
  const reports = paths.flatMap(path => {
    const read = readReport(path, folder)
    if ('version' in read) return [read]
    problems.push({ ...read, where: path })
    return []
  })
  if (problems.length > 0) throw new UsageError(problems)
  return reports
}

function readReport(path: string, folder: string): Report | Problem {
  const text = textOf(resolve(folder, path))
  if (typeof text !== 'string') return text
  const value = parsed(text)
  if (value === undefined) return { what: 'it is no JSON', fix }
  const version = versionOf(value)
  if (version !== REPORT_VERSION) return ofOtherVersion(version)
  if (isDeeperThan(value, MOST_LEVELS)) return { what: 'it is no report: it is too deep', fix }
  const { valid, errors } = new Validator(schema() as object, '2020-12').validate(value)
  if (!valid) return { what: `it is no report: ${firstOf(errors)}`, fix }
  const misfit = misfitOf(value as Report)
  return misfit === undefined ? (value as Report) : { what: `it is no report: ${misfit}`, fix }
}

/** What is wrong in a picture that one cannot see in its parts. */
function misfitOf({ tests }: Report): string | undefined {
  for (const [i, { plays }] of tests.entries()) {
    for (const [j, play] of plays.entries()) {
      const picture = runOf(play)?.picture ?? null
      const misfit = picture === null ? undefined : misfitIn(picture)
      const within = play.kind === 'search' ? 'counterexample/picture' : 'picture'
      if (misfit !== undefined) return `tests/${i}/plays/${j}/${within}/${misfit}`
    }
  }
  return undefined
}

const fix = 'name a file that a reporter of gameday wrote, as .gameday/report.json'

function textOf(path: string): string | Problem {
  try {
    // Whoever saves text on Windows may put a byte order mark before it, which this leaves out.
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const what = code === 'ENOENT' ? 'there is no such file' : `it cannot be read: ${message}`
    return { what, fix: 'check its path' }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A report has some twenty; whoever reads it goes down level by level. */
const MOST_LEVELS = 100

function isDeeperThan(value: unknown, most: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true
    level = level.flatMap(each => (isObject(each) ? Object.values(each) : []))
  }
  return false
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const versionOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined

function ofOtherVersion(version: unknown): Problem {
  if (typeof version !== 'number') return { what: 'it is no report: it has no version', fix }
  const what = `it is a report of version ${shown(version)}, and this is ${REPORT_VERSION}`
  return { what, fix: 'write it again with this version of gameday' }
}

const schema = (): unknown => JSON.parse(readFileSync(packageFile('schema/report.json'), 'utf8'))

/** What lies deepest says most; what lies around it says only that it does not fit. */
function firstOf(errors: readonly OutputUnit[]): string {
  const [error] = errors.toSorted((a, b) => depth(b) - depth(a))
  return `${error.instanceLocation.replace(/^#\/?/, '') || 'all of it'}: ${error.error}`
}

const depth = ({ instanceLocation }: OutputUnit): number => instanceLocation.split('/').length
