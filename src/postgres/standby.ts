/** A standby, which is some time behind: it takes over with the commits it has heard of. */
import { UsageError } from '../kernel/errors.ts'
import type { Backend } from './backend/backend.ts'
import { reset } from './backend/reset.ts'
import type { Chance } from './transactions/chance.ts'
import type { CommitLog } from './transactions/commit-log.ts'
import type { SequenceBook } from './transactions/sequences.ts'
import type { SettingsBook } from './transactions/settings.ts'

/** What a standby is made of. */
type Ground = {
  readonly backend: Backend
  readonly chance: Chance
  readonly sequences: SequenceBook
  readonly settings: SettingsBook
  readonly commits: CommitLog
  readonly now: () => number
  readonly catalogMoved: () => void
  /** How the run began: when, and with what chance. */
  readonly began: { readonly at: number; readonly random: number }
}

/** Takes over from a server that nobody is connected to any more. */
export class Standby {
  readonly #ground: Ground
  readonly #lagMs: number

  constructor(ground: Ground, lagMs: number) {
    this.#ground = ground
    this.#lagMs = lagMs
  }

  /** Has the database hold what was committed up to the lag, and tells how much is lost. */
  takeOver(): number {
    const { backend, began, commits, now, settings, catalogMoved } = this.#ground
    if (commits.isFull) throw new UsageError(tooMany)
    const lost = commits.cut(now() - this.#lagMs)
    if (lost.length === 0) return 0
    const { catalogChanged } = backend
    backend.setClock(began.at)
    reset(backend, began.random)
    backend.catalogChanged = catalogChanged
    settings.lost()
    catalogMoved()
    commits.replay(this.#ground)
    catalogMoved()
    backend.setClock(now())
    return lost.length
  }
}

const tooMany = {
  what: 'there were too many commits in this run for a standby to do them again',
  where: 'failOver',
  fix: 'fail over earlier, or put fewer rows into one run',
}
