/** All commands, in the order in which help lists them. */
import type { Command } from '../command.ts'
import { explore } from './explore.ts'
import { replay } from './replay.ts'
import { run } from './run.ts'

export const commands: readonly Command[] = [run, explore, replay]
