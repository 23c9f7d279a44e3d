/** Code as a declaration holds it: what starts it, and what plays a run in which it takes part. */
import { realCodeMark, type RealCode } from '../declare/real-code.ts'
import { play } from '../virtual/play.ts'
import type { Code, Inside } from '../world/handling/code.ts'
import { installNetwork } from './install.ts'

async function playWithNetwork(step: () => boolean): Promise<void> {
  const restore = installNetwork()
  try {
    await play(step)
  } finally {
    restore()
  }
}

/** Code as a declaration holds it. */
export class RealFunction implements RealCode {
  readonly [realCodeMark] = true
  readonly start: (inside: Inside) => Code
  readonly play = playWithNetwork

  constructor(start: (inside: Inside) => Code) {
    this.start = start
  }

  /** Functions are no data: JSON has the place of it, and `systemFrom` takes it by name. */
  toJSON(): string {
    return 'code'
  }
}
