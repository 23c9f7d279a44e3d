/** What requests and answers say, where somebody says something: a value, or what makes one. */
import * as v from 'valibot'
import type { SayData } from './data.ts'

/** What makes a message is told of it. */
export type About = {
  /** The virtual time, in milliseconds. */
  readonly at: number
  /** Which of the requests it belongs to, counted from 1. */
  readonly n: number
  /** Draws a number from 0 to 1, from a stream of its own. */
  readonly random: () => number
}

/** What requests ask: the same each time, or made for each. */
export type RequestWords = string | number | boolean | object | ((about: About) => unknown)

/** What answers say: the same each time, or made for each request. */
export type AnswerWords =
  | string
  | number
  | boolean
  | object
  | ((request: never, about: About) => unknown)

/** Anything at all may be said. */
export const words = v.unknown()

/** The step that says something; none where nobody does. */
export const saying = (what: SayData['what'], said: unknown): SayData[] =>
  said === undefined ? [] : [{ step: 'say', what, words: said }]
