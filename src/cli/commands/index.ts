/** All commands, in the order in which help lists them. */
import type { Command } from '../command.ts'
import { baseline } from './baseline.ts'
import { campaign } from './campaign.ts'
import { explore } from './explore.ts'
import { init } from './init.ts'
import { lint } from './lint.ts'
import { merge } from './merge.ts'
import { replay } from './replay.ts'
import { report } from './report.ts'
import { run } from './run.ts'
import { survey } from './survey.ts'
import { watch } from './watch.ts'
import { worker } from './worker.ts'

export const commands: readonly Command[] = [
  init,
  run,
  watch,
  lint,
  explore,
  replay,
  survey,
  baseline,
  report,
  campaign,
  worker,
  merge,
]
