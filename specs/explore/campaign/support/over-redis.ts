/** What the specs of campaigns over Redis share: notices, workers of this process, and patience. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { type Header, sourceDigest } from '../../../../src/explore/campaign/header.ts'
import { work, type WorkerOptions } from '../../../../src/explore/campaign/redis/campaign-worker.ts'
import { fileOf } from './played.ts'

/** What a worker is told of a campaign of a file here. */
export const noticeOf = (name: string, header: Header) => ({
  file: relative('.', fileOf(name)),
  source: sourceDigest(readFileSync(fileOf(name), 'utf8')),
  header,
})

/** Workers of this process, which say what they have to say. */
export function workHere(address: string, others: Partial<WorkerOptions> = {}) {
  const stop = new AbortController()
  const said: string[] = []
  const tell = (text: string): void => void said.push(text)
  const here = { address, tell, concurrency: 1, folder: '.', signal: stop.signal, ...others }
  return { said, stop: () => stop.abort(), ended: work(here) }
}

/** How long an event may take on a machine that is busy: nothing here asserts a time. */
export const PATIENCE_MS = 240_000
export const patiently = { timeout: PATIENCE_MS, interval: 20 }
