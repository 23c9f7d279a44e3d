/** Results as a campaign has them, for specs about files of results. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type Header, headerOf } from '../../../../src/explore/campaign/header.ts'
import type { Exploration } from '../../../../src/explore/exploration.ts'
import { loadExploration } from '../../../../src/explore/load.ts'
import { outcomeNames } from '../../../../src/record/outcome.ts'
import type { TrialResult } from '../../../../src/explore/search/trial.ts'

/** The path of a file of this folder. */
export const fileOf = (name: string): string =>
  fileURLToPath(new URL(`./${name}.ts`, import.meta.url))

/** The kiosk with so many trials, and the header of its campaign. */
export const kioskOf = (runs: number, guided = true) => campaignOf('kiosk', runs, guided)

/** The exploration of a file with so many trials, and the header of its campaign. */
export async function campaignOf(
  name: string,
  runs: number,
  guided = true,
): Promise<{ readonly exploration: Exploration; readonly header: Header }> {
  const { path, exploration: declared } = await loadExploration(fileOf(name), '.')
  const exploration = declared.with({ runs, guided })
  return { exploration, header: headerOf(exploration, readFileSync(path, 'utf8')) }
}

/** The header of a campaign that nobody played. */
export const headerWith = (changes: Partial<Header> = {}): Header => ({
  results: 1,
  gameday: '0.1.0',
  name: 'kiosk',
  digest: 'd1ce',
  seed: '1',
  runs: 4,
  guided: false,
  whole: false,
  ...changes,
})

/** The result of a trial in which nothing happened. */
export const resultOf = (trial: number, changes: Partial<TrialResult> = {}): TrialResult => ({
  trial,
  verdict: 'held',
  behaviours: [],
  reached: [],
  touched: [],
  requests: outcomeNames.map(() => 0).concat(9),
  latency: [[3, 9]],
  ...changes,
})

/** A folder that is gone after the spec, in which files can be written. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'gameday-campaign-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return {
    path: (name: string): string => join(path, name),
    folder(name: string): string {
      mkdirSync(join(path, name), { recursive: true })
      return join(path, name)
    },
    write(name: string, text: string): string {
      writeFileSync(join(path, name), text)
      return join(path, name)
    },
    read: (name: string): string => readFileSync(join(path, name), 'utf8'),
  }
}
