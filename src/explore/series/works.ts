/** What threads can play, a row for each kind: plain data goes in, and plain data comes out. */
import { seedsOf } from '../ensemble/seed.ts'
import { probesOf } from '../survey/probe.ts'

/** By name: what makes it ready, and then plays one. */
export const works = {
  ensemble: seedsOf,
  survey: probesOf,
} as const

/** All of them. */
export type Works = typeof works

/** The name of one. */
export type WorkName = keyof Works
