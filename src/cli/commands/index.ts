/** All commands, in the order in which help lists them. */
import type { Command } from '../command.ts'
import { campaign } from './campaign.ts'
import { merge } from './merge.ts'
import { worker } from './worker.ts'

export const commands: readonly Command[] = [campaign, worker, merge]
