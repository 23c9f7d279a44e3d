/** The table of all rules, in the order of lint: each by its name, by which it is accepted. */
import { type LintRule, advice, warning } from './rule.ts'
import { breakerBelowMinimum, breakerOnOneCall, breakerWithoutTimeout } from './rules/breakers.ts'
import { idleOverCallee, poolsOverListener } from './rules/connections.ts'
import { fallbackSharesDependency, needlessFallback, zonesAsOne } from './rules/fallbacks.ts'
import { overloaded, overloadedWhenCold, poolOverloaded } from './rules/overload.ts'
import { checkOverTimeout, handlingOverStop, startsOverCallee } from './rules/lifecycle.ts'
import { poolsOverConnections } from './rules/pools.ts'
import { jobOverVisibility } from './rules/queues.ts'
import { comparesAgain, comparesAtOnce } from './rules/records.ts'
import { ejectsNobody } from './rules/replicas.ts'
import {
  backoffOverDeadline,
  layeredRetries,
  retriesOverCaller,
  retriesOverDeadline,
  retriesWhileOpen,
  retriesWithoutTimeout,
} from './rules/retries.ts'
import {
  calleeOverTimeout,
  callWithoutTimeout,
  timeoutOverCaller,
  timeoutOverDeadline,
} from './rules/timeouts.ts'

/** A row for each rule. */
export const lintRules = {
  'timeout-over-deadline': warning(timeoutOverDeadline),
  'timeout-over-caller': warning(timeoutOverCaller),
  'callee-over-timeout': warning(calleeOverTimeout),
  'backoff-over-deadline': warning(backoffOverDeadline),
  'retries-over-deadline': warning(retriesOverDeadline),
  'retries-over-caller': warning(retriesOverCaller),
  'retries-without-timeout': warning(retriesWithoutTimeout),
  'retries-while-open': warning(retriesWhileOpen),
  'layered-retries': warning(layeredRetries),
  'compares-again': warning(comparesAgain),
  'compares-at-once': warning(comparesAtOnce),
  'breaker-without-timeout': warning(breakerWithoutTimeout),
  'breaker-below-minimum': warning(breakerBelowMinimum),
  'breaker-on-one-call': warning(breakerOnOneCall),
  'needless-fallback': warning(needlessFallback),
  'fallback-shares-dependency': warning(fallbackSharesDependency),
  'zones-as-one': warning(zonesAsOne),
  'job-over-visibility': warning(jobOverVisibility),
  overloaded: warning(overloaded),
  'overloaded-when-cold': warning(overloadedWhenCold),
  'pool-overloaded': warning(poolOverloaded),
  'pools-over-connections': warning(figures => [
    ...poolsOverConnections(figures),
    ...poolsOverListener(figures),
  ]),
  'idle-over-callee': warning(idleOverCallee),
  'ejects-nobody': warning(ejectsNobody),
  'handling-over-stop': warning(handlingOverStop),
  'check-over-timeout': warning(checkOverTimeout),
  'starts-over-callee': warning(startsOverCallee),
  'call-without-timeout': advice(callWithoutTimeout),
} satisfies { readonly [name: string]: LintRule }
