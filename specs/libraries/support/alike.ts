/** Plays a library in a system again and again: each time all must be the same, to the byte. */
import { expect } from 'vitest'
import { type Story, told, type Told } from './story.ts'

/** A story as it is told twice, and beside another run of it with another seed. */
export async function toldAlike(story: Story): Promise<Told> {
  const first = await told(story)
  expect((await told(story)).trace).toBe(first.trace)
  const [beside] = await Promise.all([told(story), told(story, '2')])
  expect(beside.trace).toBe(first.trace)
  return first
}
