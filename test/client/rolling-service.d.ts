// Generated from /openapi.json by `npm run client`. Do not edit.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether Postgres and Redis answer */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rollings, oldest first */
        get: operations["listRollings"];
        put?: never;
        /**
         * Create a rolling
         * @description Idempotent by source: the same source and body again answers 200 with the rolling there is.
         */
        post: operations["createRolling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A rolling */
        get: operations["getRolling"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put off the end of a rolling, give or take progress */
        post: operations["adjustRolling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a rolling and forfeit its bonus */
        post: operations["cancelRolling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete a rolling whatever its progress */
        post: operations["completeRolling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/expire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Expire a rolling now */
        post: operations["expireRolling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/inspect-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket to watch a rolling by web socket */
        post: operations["createInspectTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why each bet counted what it counted */
        get: operations["getJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let bets count again */
        post: operations["resumeRolling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/retry-completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call the wallet again after the attempts were used up */
        post: operations["retryCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that reversals after completion were looked at */
        post: operations["reviewRolling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every step of a rolling as an event and a snapshot of its statechart, from its creation on */
        get: operations["getSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/{rolling_id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let bets count nothing for a while */
        post: operations["suspendRolling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/brand-config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules of a brand, and where each comes from */
        get: operations["getBrandConfig"];
        /**
         * Set the rules of a brand
         * @description Replaces the whole config. Holds for every create begun after the answer; open rollings keep theirs.
         */
        put: operations["putBrandConfig"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/brand-config/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What another config would have made of the rollings created in a period
         * @description Decides their recorded bets again. Changes nothing.
         */
        post: operations["dryRunBrandConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream entries that could not be applied, newest first
         * @description Of all brands, and of events that named none: an operator’s view.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One stream entry that could not be applied */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/dead-letters/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the entry aside for good */
        post: operations["discardDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/dead-letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Append the entry to its stream again
         * @description Its event has its effect once, however often it is appended. Refused again, it is a new dead letter.
         */
        post: operations["replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who moved what and why, newest first */
        get: operations["listFleetHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/history/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of an order */
        get: operations["getFleetOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Players in quarantine
         * @description Of all brands: an operator’s view.
         */
        get: operations["listQuarantines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/parked/{player_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a player is in quarantine, and since when */
        get: operations["getQuarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/parked/{player_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is parked of a player, in order */
        get: operations["listParkedEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/parked/{player_id}/events/{seq}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put one parked event aside for good
         * @description It becomes a dead letter that is discarded already, with who, when and why.
         */
        post: operations["discardParkedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/parked/{player_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay what is parked of a player, in order
         * @description The owner does so: look again until `replay` is null, or the player is not in quarantine any more. Asked again, it is asked once.
         */
        post: operations["replayParked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/rebalance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What placement would move now
         * @description A dry-run: placement balances by itself, and nothing is ordered here.
         */
        get: operations["dryRunRebalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/shards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which worker has which shard, by brand and number */
        get: operations["listShards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/shards/{brand}/{shard_no}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One shard of two whose slots meet
         * @description Where they have different owners, the second is moved first.
         */
        post: operations["mergeShards"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/shards/{brand}/{shard_no}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Its owner lets go of it, and the worker takes it over
         * @description Placement may move it again for balance: pin it where it shall stay.
         */
        post: operations["moveShard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/shards/{brand}/{shard_no}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It goes to that worker and stays there for as long as the worker can have it */
        post: operations["pinShard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/shards/{brand}/{shard_no}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Its owner makes several of it
         * @description No row is rewritten, and placement may move each of them.
         */
        post: operations["splitShard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/streams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who reads which wallet stream, and up to when everything on it is processed */
        get: operations["listWalletStreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/streams/{stream}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nobody is configured to read it: nothing waits for it any more */
        post: operations["forgetWalletStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is there, and what each has */
        get: operations["listWorkers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/workers/{worker}/drain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Others take over all that it has
         * @description It is given nothing, also after a restart, until it is undrained.
         */
        post: operations["drainWorker"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/ops/workers/{worker}/undrain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It may be given shards and streams again */
        post: operations["undrainWorker"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/players/{player_id}/cancel-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel every open rolling of a player
         * @description One command: all that can be canceled now are, in one commit; the others are named with their state.
         */
        post: operations["cancelAllOfPlayer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/rolling/players/{player_id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a player still has to stake */
        get: operations["getPlayerSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this process is worth keeping */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in the text format of Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether every loop makes progress */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AdjustCommand
         * @description At least one of `expires_at` and `wagered_minor_delta`.
         */
        AdjustCommand: {
            /**
             * Format: date-time
             * @description Later than now and than before: an end can only be put off. RFC 3339.
             */
            expires_at?: string;
            /** @description For people; kept in the journal. */
            note?: string;
            /** @description Why; kept in the journal. */
            reason: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
            /** @description Progress given, or taken where it is negative; counts at full weight. Integer minor units as a decimal string of up to 60 digits, or a JSON integer up to 2^53 - 1. */
            wagered_minor_delta?: string | number;
        };
        /** BrandConfig */
        BrandConfig: {
            /** @description As it was set. */
            config: Record<string, never>;
            effective: {
                /** @enum {unknown} */
                allocation: "single" | "waterfall";
                /** @description Minor units by currency. */
                bet_cap_minor: {
                    [key: string]: string;
                };
                cancellation: {
                    /** @enum {unknown} */
                    forfeit: "bonus_only" | "bonus_and_winnings" | "none";
                };
                /** @enum {unknown} */
                cashout: "zero" | "count";
                completion_ratio: string;
                contribution: {
                    default_bp: number;
                    rules: {
                        weight_bp: number;
                    }[];
                };
                duration_days: number;
                expiry_grace_ms: number;
                /** @description GB, DK or SE. */
                jurisdiction: string | null;
                max_bet: {
                    /** @description Minor units by currency. */
                    minor: {
                        [key: string]: string;
                    };
                    /** @enum {unknown} */
                    on_breach: "zero" | "cap" | "cancel";
                };
                min_odds: string | null;
                /** @description Minor units by currency. */
                min_stake_minor: {
                    [key: string]: string;
                };
                /** @enum {unknown} */
                placed_at_missing: "zero" | "count";
                /** @enum {unknown} */
                push: "zero" | "count";
                retry: {
                    base_ms: number;
                    max_attempts: number;
                    max_ms: number;
                };
                /** @enum {unknown} */
                rollback_after_completion: "record" | "review" | "shortfall";
                /** @enum {unknown} */
                sports_basis: "stake" | "lesser_of_stake_and_winnings";
                suspension_freezes_expiry: boolean;
            };
            sources: {
                [key: string]: "brand" | "jurisdiction" | "default";
            };
            /** @description 0 where the brand never set any. */
            version: number;
        };
        /** BrandConfigChange */
        BrandConfigChange: {
            /** @description What the brand sets for itself; what is absent comes from its jurisdiction or the global defaults. */
            config: {
                [key: string]: unknown;
            };
            /** @description The version that was changed, 0 for none. Another one in force: 409. */
            expected_version?: number;
            /** @description Why; kept with the version. */
            note?: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** CancelCommand */
        CancelCommand: {
            /** @description For people; kept in the journal. */
            note?: string;
            /**
             * @description Goes into ROLLING_CANCELED.
             * @enum {unknown}
             */
            reason: "REQUESTED" | "WITHDRAWAL" | "SELF_EXCLUSION" | "LOW_BALANCE" | "MAX_BET_BREACH" | "BONUS_ABUSE" | "ACCOUNT_CLOSED" | "OTHER";
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** CanceledAll */
        CanceledAll: {
            /** @description Ended, or ending once the wallet has answered. */
            canceled: components["schemas"]["Rolling"][];
            /** @description Open, and not to be canceled now: a release may be on its way, or it is ending already. */
            not_canceled: {
                rolling_id: string;
                state: components["schemas"]["RollingState"];
            }[];
            player_id: string;
        };
        /**
         * Cancellation
         * @description Why it ends, and the forfeit that the wallet is asked for, if any.
         */
        Cancellation: {
            /** @description That counted: an open breaker or refused credentials use none up. */
            attempts?: number;
            forfeited_minor: string | null;
            last_error?: string | null;
            /** Format: date-time */
            next_attempt_at?: string | null;
            reason: string;
            requested_by: string | null;
            wallet_transaction_id?: string | null;
        };
        /**
         * Completion
         * @description The release that the wallet is asked for.
         */
        Completion: {
            /** @description That counted: an open breaker or refused credentials use none up. */
            attempts: number;
            last_error: string | null;
            /** Format: date-time */
            next_attempt_at: string | null;
            released_minor: string | null;
            wallet_transaction_id: string | null;
        };
        /**
         * CreateRolling
         * @description Give `required_minor`, or `base_minor` and `multiplier`.
         */
        CreateRolling: {
            /**
             * Format: date-time
             * @description Default: now. Bets placed before it do not count. RFC 3339.
             */
            activates_at?: string;
            /** @description Bonus, deposit or both. Integer minor units as a decimal string of up to 60 digits, or a JSON integer up to 2^53 - 1. */
            base_minor?: string | number;
            /** @description What counts of one bet at most. Integer minor units as a decimal string of up to 60 digits, or a JSON integer up to 2^53 - 1. */
            bet_cap_minor?: string | number;
            /** @description Instead of the table of the brand. */
            contribution?: {
                /** @description The weight of a bet that no rule matches. */
                default_bp: number;
                rules?: {
                    /** @description A category. */
                    game_category?: string;
                    /** @description A game. */
                    game_id?: string;
                    /** @description A provider. */
                    game_provider?: string;
                    /** @enum {unknown} */
                    product?: "casino" | "live" | "sports" | "virtual" | "poker";
                    /** @description How much of the stake counts, in basis points. */
                    weight_bp: number;
                }[];
            };
            /** @description ISO 4217 or a documented crypto code; any other needs `exponent`. */
            currency: string;
            /**
             * Format: date-time
             * @description Default: now and the duration of the brand. RFC 3339.
             */
            expires_at?: string;
            /** @description Decimals of the currency. */
            exponent?: number;
            /** @description A higher bet is a breach. Integer minor units as a decimal string of up to 60 digits, or a JSON integer up to 2^53 - 1. */
            max_bet_minor?: string | number;
            /** @description Caps what is released. Integer minor units as a decimal string of up to 60 digits, or a JSON integer up to 2^53 - 1. */
            max_conversion_minor?: string | number;
            /** @description Given back as it was; 4096 bytes of JSON. */
            metadata?: {
                [key: string]: unknown;
            };
            /** @description Bets with lower odds do not count. Decimal text. */
            min_odds?: string;
            /** @description How many times the base must be staked, such as "30" or "2.5". Decimal text. */
            multiplier?: string;
            /** @description Whose rolling it is. */
            player_id: string;
            /**
             * @description Higher gets bets first.
             * @default 0
             */
            priority?: number;
            /** @description What the wallet releases at completion. Default: `base_minor`, else 0. Integer minor units as a decimal string of up to 60 digits, or a JSON integer up to 2^53 - 1. */
            release_minor?: string | number;
            /** @description What must be staked; or give `base_minor` and `multiplier`. Integer minor units as a decimal string of up to 60 digits, or a JSON integer up to 2^53 - 1. */
            required_minor?: string | number;
            /** @description What the rolling is for. The same source again answers with the same rolling. */
            source: {
                /** @description Unique per player and type. */
                id: string;
                /** @enum {unknown} */
                type: "bonus" | "deposit" | "free_spins" | "manual";
            };
        };
        /** DeadLetter */
        DeadLetter: {
            brand_id: string | null;
            detail: string;
            entry_id: string;
            event_id: string | null;
            id: string;
            /** @description The fields of the entry as JSON text. */
            raw: string;
            /** @description docs/contracts/wallet-stream.md lists the codes. */
            reason: string;
            /** Format: date-time */
            received_at: string;
            /** @description The letter whose replay was refused again. */
            replay_of: string | null;
            resolution: components["schemas"]["Resolution"] | null;
            /** @description The stream it came from. */
            source: string;
            /** @enum {unknown} */
            state: "open" | "replayed" | "discarded";
        };
        /** DeadLetterPage */
        DeadLetterPage: {
            items: components["schemas"]["DeadLetter"][];
            /** @description Give it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        /** Dependency */
        Dependency: {
            latency_ms: number;
            /** @enum {unknown} */
            status: "up" | "down";
        };
        /** DiscardDeadLetter */
        DiscardDeadLetter: {
            /** @description For people; kept with the letter. */
            note?: string;
            /** @description Why; kept with the letter. */
            reason: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** DiscardParked */
        DiscardParked: {
            /** @description For people; kept with the letter. */
            note?: string;
            /** @description Why; kept with the letter. */
            reason: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** DryRunReport */
        DryRunReport: {
            after: {
                bets_counted: number;
                canceled: number;
                completed: number;
                /** @description Minor units by currency. */
                credited_minor: {
                    [key: string]: string;
                };
                expired: number;
                open: number;
                /** @description Would not have been created. */
                refused: number;
                /** @description Minor units by currency. */
                release_minor: {
                    [key: string]: string;
                };
                /** @description Would have lived on beyond the end of its record. */
                undetermined: number;
            };
            before: {
                bets_counted: number;
                canceled: number;
                completed: number;
                /** @description Minor units by currency. */
                credited_minor: {
                    [key: string]: string;
                };
                expired: number;
                open: number;
                /** @description Would not have been created. */
                refused: number;
                /** @description Minor units by currency. */
                release_minor: {
                    [key: string]: string;
                };
                /** @description Would have lived on beyond the end of its record. */
                undetermined: number;
            };
            /** @description Decided again. */
            bets: number;
            changed: {
                after: {
                    bets_counted: number;
                    refusal: string | null;
                    release_minor: string;
                    /** @enum {unknown} */
                    state: "open" | "completed" | "canceled" | "expired" | "undetermined" | "refused";
                    target_minor: string;
                    wagered_minor: string;
                };
                before: {
                    bets_counted: number;
                    refusal: string | null;
                    release_minor: string;
                    /** @enum {unknown} */
                    state: "open" | "completed" | "canceled" | "expired" | "undetermined" | "refused";
                    target_minor: string;
                    wagered_minor: string;
                };
                currency: string;
                player_id: string;
                /** Format: uuid */
                rolling_id: string;
            }[];
            changed_count: number;
            /** @description Rollings that could not be compared, by reason. */
            left_out: {
                [key: string]: number;
            };
            period: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            };
            /** @description Compared. */
            rollings: number;
        };
        /** DryRunRequest */
        DryRunRequest: {
            /** @description What the brand sets for itself; what is absent comes from its jurisdiction or the global defaults. */
            config: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description Rollings created at or after it. RFC 3339.
             */
            from: string;
            /**
             * Format: date-time
             * @description Rollings created before it. RFC 3339.
             */
            to: string;
        };
        /** Fault */
        Fault: {
            detail: string;
            /** @enum {unknown} */
            in: "body" | "query" | "path" | "header";
            /** @description A JSON pointer into that part of the request. */
            pointer: string;
        };
        /** FleetHistoryEntry */
        FleetHistoryEntry: {
            /** Format: date-time */
            at: string;
            brand_id: string | null;
            /** @description The arguments. */
            detail: Record<string, never>;
            /** Format: date-time */
            done_at: string | null;
            id: string;
            /** @description move, pin, unpin, split, merge, drain, undrain, forget-stream; place: placement. */
            kind: string;
            outcome: string | null;
            reason: string;
            requested_by: string;
            shard_no: number | null;
            /** @enum {unknown} */
            state: "open" | "done" | "failed";
            /** @description The worker or the stream. */
            subject: string | null;
            took_ms: number | null;
        };
        /** FleetHistoryPage */
        FleetHistoryPage: {
            items: components["schemas"]["FleetHistoryEntry"][];
            /** @description Give it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        /** FleetOrder */
        FleetOrder: {
            /** @description Why; kept in the history. */
            reason: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** Health */
        Health: {
            dependencies: {
                [key: string]: components["schemas"]["Dependency"];
            };
            status: string;
        };
        /** InspectedEvent */
        InspectedEvent: {
            credited?: string;
            reason?: string;
            rule?: string;
            stake_minor?: string;
            /** @description As the statechart calls it; `xstate.init` for the first. */
            type: string;
            weight_bp?: number;
        };
        /** InspectedSnapshot */
        InspectedSnapshot: {
            /** @description What the statechart remembers, as far as it is shown. docs/inspector.md lists it. */
            context: {
                [key: string]: unknown;
            };
            /** @description False: folded from the journal, and what that does not tell is left out. The present one is exact. */
            exact: boolean;
            /** @enum {unknown} */
            status: "active";
            /** @description `final` in a state that is never left. */
            tags: string[];
            /** @description The state; with the inner one where that is known. */
            value: string | {
                [key: string]: string;
            };
        };
        /** InspectedStep */
        InspectedStep: {
            /** Format: date-time */
            at: string;
            entry: components["schemas"]["JournalEntry"];
            event: components["schemas"]["InspectedEvent"];
            snapshot: components["schemas"]["InspectedSnapshot"];
            version: number;
        };
        /** InspectTicket */
        InspectTicket: {
            /** Format: date-time */
            expires_at: string;
            ticket: string;
            /** @description The address to open as a web socket, on the host that was asked. */
            url: string;
        };
        /** JournalEntry */
        JournalEntry: {
            /** Format: date-time */
            at: string;
            bet_id: string | null;
            /** @description Stake in minor units × weight in basis points, signed. */
            credited: string;
            event_id: string;
            /** @enum {unknown} */
            kind: "CREATED" | "ACTIVATED" | "BET_SETTLED" | "BET_ROLLBACK" | "COMMAND" | "TIMER" | "WALLET_RESULT";
            /** @description What was said with a command. */
            note: string | null;
            /** @description Why it counted nothing, or what was special about it. */
            reason: string | null;
            requested_by: string | null;
            rule: string | null;
            settlement_id: string | null;
            stake_minor: string | null;
            state_from: components["schemas"]["RollingState"] | null;
            state_to: components["schemas"]["RollingState"];
            version: number;
            weight_bp: number | null;
        };
        /** JournalPage */
        JournalPage: {
            items: components["schemas"]["JournalEntry"][];
            /** @description Give it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        /** Loop */
        Loop: {
            age_ms: number | null;
            /** @enum {unknown} */
            status: "fresh" | "stale" | "disabled";
            threshold_ms: number;
        };
        /** MergeShards */
        MergeShards: {
            /** @description Why; kept in the history. */
            reason: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
            with: number;
        };
        /** MoveShard */
        MoveShard: {
            /** @description Do not wait for the owner: it can commit no more from this moment on. */
            force?: boolean;
            /** @description Why; kept in the history. */
            reason: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
            /** @description Where it goes. */
            worker: string;
        };
        /** ParkedEvent */
        ParkedEvent: {
            entry_id: string;
            event_id: string;
            /** Format: date-time */
            parked_at: string;
            /** @description The fields of the entry as JSON text. */
            raw: string;
            /** Format: date-time */
            received_at: string;
            /** @description Grows in the order in which they are replayed. */
            seq: string;
            /** @description The stream it came from. */
            source: string;
        };
        /** ParkedEventPage */
        ParkedEventPage: {
            items: components["schemas"]["ParkedEvent"][];
            /** @description Give it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        /** PinShard */
        PinShard: {
            /** @description Why; kept in the history. */
            reason: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
            /** @description Null takes the pin back. */
            worker: string | null;
        };
        /** PlacementMove */
        PlacementMove: {
            brand_id: string | null;
            from: string | null;
            reason: string;
            shard_no: number | null;
            stream: string | null;
            /** @description Null: a wish is taken back. */
            to: string | null;
            why: string;
        };
        /** PlainCommand */
        PlainCommand: {
            /** @description For people; kept in the journal. */
            note?: string;
            /** @description Why. */
            reason?: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** PlayerSummary */
        PlayerSummary: {
            by_currency: {
                currency: string;
                open: number;
                /** @description Integer minor units. */
                remaining_minor: string;
            }[];
            /** @description False while any rolling is open. */
            may_withdraw: boolean;
            open: number;
            player_id: string;
            /** @description The open ones. */
            rollings: components["schemas"]["Rolling"][];
        };
        /**
         * Problem
         * @description RFC 9457.
         */
        Problem: {
            /** @description Who the token was given to. */
            caller?: string;
            /** @description Stable; every one is explained in docs/errors.md. */
            code: string;
            /** @description For people. */
            detail: string;
            /** @description Every fault of a request that has several. */
            errors?: components["schemas"]["Fault"][];
            jurisdiction?: string;
            /** @description The ceiling of the jurisdiction. */
            limit?: string;
            /** @description The member of the body that is refused. */
            pointer?: string;
            /** @description The right that is missing. */
            right?: string;
            /** @description The rolling that has the source. */
            rolling_id?: string;
            /** @description The state the rolling is in. */
            state?: string;
            status: number;
            title: string;
            type: string;
            /** @description The version there is. */
            version?: number;
        };
        /** Quarantine */
        Quarantine: {
            brand_id: string;
            detail: string;
            oldest_parked_at: string | null;
            /** @description Events that wait, in order. */
            parked: number;
            player_id: string;
            /** @enum {unknown} */
            reason: "DECISION_FAILED" | "COMMIT_REFUSED" | "ROLLING_UNREADABLE";
            /** @description Asked for and not over: the owner is at it. Null again with another detail: it failed. */
            replay: components["schemas"]["ReplayAsked"] | null;
            /** @description Where one rolling is to blame, as far as is known. */
            rolling_id: string | null;
            /** Format: date-time */
            since: string;
        };
        /** QuarantinePage */
        QuarantinePage: {
            items: components["schemas"]["Quarantine"][];
            /** @description Give it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        /** Readiness */
        Readiness: {
            loops: {
                [key: string]: components["schemas"]["Loop"];
            };
            status: string;
        };
        /** Rebalance */
        Rebalance: {
            moves: components["schemas"]["PlacementMove"][];
            stranded: components["schemas"]["StrandedShard"][];
            workers: components["schemas"]["WorkerShare"][];
        };
        /** ReplayAsked */
        ReplayAsked: {
            /** Format: date-time */
            at: string;
            reason: string | null;
            requested_by: string;
        };
        /** ReplayDeadLetter */
        ReplayDeadLetter: {
            /** @description For people; kept with the letter. */
            note?: string;
            /** @description Why; kept with the letter. */
            reason?: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** ReplayParked */
        ReplayParked: {
            /** @description For people; kept with the letter. */
            note?: string;
            /** @description Why; kept with the letter. */
            reason?: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** Resolution */
        Resolution: {
            /** Format: date-time */
            at: string;
            note: string | null;
            reason: string | null;
            /** @description The id of the entry that was appended. */
            replayed_as: string | null;
            requested_by: string;
        };
        /** ReviewCommand */
        ReviewCommand: {
            /** @description For people; kept in the journal. */
            note?: string;
            /** @description Why; kept in the journal. */
            reason: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** Rolling */
        Rolling: {
            /** Format: date-time */
            active_from: string;
            bets_counted: number;
            brand_id: string;
            cancellation: components["schemas"]["Cancellation"] | null;
            /** Format: date-time */
            completed_at: string | null;
            completion: components["schemas"]["Completion"] | null;
            /** Format: date-time */
            created_at: string;
            currency: string;
            /** Format: date-time */
            expires_at: string | null;
            exponent: number;
            /** @description As given at create. */
            metadata: {
                [key: string]: unknown;
            } | null;
            player_id: string;
            priority: number;
            progress_ratio: string;
            /** @description Integer minor units. */
            remaining_minor: string;
            /** @description Integer minor units. */
            required_minor: string;
            /** @description Integer minor units. */
            reversed_minor: string;
            /** @description open: bets were reversed after completion, and nobody has looked yet; done: somebody has. */
            review: string | null;
            /** Format: uuid */
            rolling_id: string;
            source: {
                id: string;
                type: string;
            };
            state: components["schemas"]["RollingState"];
            /** @description Integer minor units. */
            target_minor: string;
            terms: components["schemas"]["Terms"];
            /** Format: date-time */
            updated_at: string;
            /** @description Also the ETag. */
            version: number;
            /** @description Integer minor units. */
            wagered_minor: string;
        };
        /** RollingPage */
        RollingPage: {
            items: components["schemas"]["Rolling"][];
            /** @description Give it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        /**
         * RollingState
         * @description docs/semantics.md explains each.
         * @enum {unknown}
         */
        RollingState: "pending" | "active" | "suspended" | "completing" | "completion_failed" | "canceling" | "expiring" | "cancellation_failed" | "completed" | "canceled" | "expired";
        /** Shard */
        Shard: {
            brand_id: string;
            epoch: number;
            events_per_s: number;
            machine_version_min: number;
            owner: string | null;
            owner_alive: boolean;
            pinned_to: string | null;
            shard_no: number;
            slot_from: number;
            /** @description Not part of it. */
            slot_to: number;
            /** @description Where it is going. */
            target: string | null;
        };
        /** ShardPage */
        ShardPage: {
            items: components["schemas"]["Shard"][];
            /** @description Give it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        /** SplitShard */
        SplitShard: {
            /** @description Or `into`. */
            at?: number[];
            /** @description So many, as alike as slots allow. Or `at`. */
            into?: number;
            /** @description Why; kept in the history. */
            reason: string;
            /** @description Who asked, as the caller knows them. Default: the name of the caller. */
            requested_by?: string;
        };
        /** StepPage */
        StepPage: {
            items: components["schemas"]["InspectedStep"][];
            /** @description Give it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        /** StrandedShard */
        StrandedShard: {
            brand_id: string;
            owner: string | null;
            shard_no: number;
            why: string;
        };
        /**
         * Terms
         * @description Frozen at create.
         */
        Terms: {
            /** @enum {unknown} */
            allocation: "single" | "waterfall";
            completion_ratio: string;
            /** @enum {unknown} */
            forfeit: "bonus_only" | "bonus_and_winnings" | "none";
            max_conversion_minor: string | null;
            /** @description The version of the brand config in force at create; 0 for none. */
            policy_version: number;
            /** @description Integer minor units. */
            release_minor: string;
        };
        /** WalletStream */
        WalletStream: {
            epoch: number;
            except_brands: string[];
            may_be_read_by: string[];
            /** Format: date-time */
            processed_through: string | null;
            reader: string | null;
            reader_alive: boolean;
            stream: string;
            target: string | null;
        };
        /** WalletStreams */
        WalletStreams: {
            items: components["schemas"]["WalletStream"][];
        };
        /** Worker */
        Worker: {
            address: string;
            alive: boolean;
            build: string;
            capacity: number;
            /**
             * @description `draining`, `drained`: by an operator. `ending`: by itself, told to stop. `away`: its lease ended.
             * @enum {unknown}
             */
            condition: "joining" | "active" | "draining" | "drained" | "ending" | "away";
            /** @description The order that drains it, in the history. */
            drain_order: string | null;
            events_per_s: number;
            /** @description The newest snapshots it can read. */
            machine_version: number;
            may_read: string[];
            reads: string[];
            shards: number;
            /** Format: date-time */
            started_at: string;
            worker: string;
        };
        /** Workers */
        Workers: {
            items: components["schemas"]["Worker"][];
        };
        /** WorkerShare */
        WorkerShare: {
            events_per_s_after: number;
            events_per_s_before: number;
            shards_after: number;
            shards_before: number;
            streams_after: number;
            streams_before: number;
            worker: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description One does not. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    listRollings: {
        parameters: {
            query: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit: number;
                /** @description Rollings of one player. */
                player_id?: string;
                /** @description Completed ones with bets reversed since, that nobody has looked at yet. */
                review?: "open";
                /** @description With `source_type`, the source given at create; of a shortfall, its rolling and rollback event. */
                source_id?: string;
                source_type?: "bonus" | "deposit" | "free_spins" | "manual" | "shortfall";
                /** @description One or several, separated by commas: pending, active, suspended, completing, completion_failed, canceling, expiring, cancellation_failed, completed, canceled, expired. */
                state?: string;
            };
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RollingPage"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    createRolling: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Give `required_minor`, or `base_minor` and `multiplier`. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "player_id": "player-1",
                 *       "currency": "EUR",
                 *       "source": {
                 *         "type": "bonus",
                 *         "id": "welcome-2026"
                 *       },
                 *       "base_minor": "10000",
                 *       "multiplier": "30"
                 *     }
                 */
                "application/json": components["schemas"]["CreateRolling"];
            };
        };
        responses: {
            /** @description There already was a rolling of this source, made with the same body. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Its address. */
                    Location?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, PLAYER_QUARANTINED, SOURCE_CONFLICT */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "PLAYER_QUARANTINED" | "SOURCE_CONFLICT";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description CURRENCY_EXPONENT_INVALID, EXPIRES_IN_PAST, INVALID_AMOUNT, JURISDICTION_LIMIT, REQUIREMENT_MISSING, UNKNOWN_CURRENCY */
            422: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "CURRENCY_EXPONENT_INVALID" | "EXPIRES_IN_PAST" | "INVALID_AMOUNT" | "JURISDICTION_LIMIT" | "REQUIREMENT_MISSING" | "UNKNOWN_CURRENCY";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description BRAND_CONFIG_NOT_UNDERSTOOD, DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BRAND_CONFIG_NOT_UNDERSTOOD" | "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN";
                    };
                };
            };
        };
    };
    getRolling: {
        parameters: {
            query?: never;
            header: {
                /** @description An ETag you hold: 304 where it still stands. */
                "if-none-match"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rolling as it is now. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description It is as you have it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    adjustRolling: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The ETag you decided by: 412 `VERSION_MISMATCH` where the rolling has changed since. */
                "if-match"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        /** @description At least one of `expires_at` and `wagered_minor_delta`. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "goodwill after an outage",
                 *       "wagered_minor_delta": "5000",
                 *       "requested_by": "agent-7"
                 *     }
                 */
                "application/json": components["schemas"]["AdjustCommand"];
            };
        };
        responses: {
            /** @description Done: the rolling as it is now. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description Done on our side; the wallet has not answered yet. */
            202: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, INVALID_STATE, PLAYER_QUARANTINED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "INVALID_STATE" | "PLAYER_QUARANTINED";
                    };
                };
            };
            /** @description VERSION_MISMATCH */
            412: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VERSION_MISMATCH";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description EXPIRES_IN_PAST, EXPIRY_NOT_EXTENDED, INVALID_AMOUNT, PROGRESS_BELOW_ZERO */
            422: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "EXPIRES_IN_PAST" | "EXPIRY_NOT_EXTENDED" | "INVALID_AMOUNT" | "PROGRESS_BELOW_ZERO";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    cancelRolling: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The ETag you decided by: 412 `VERSION_MISMATCH` where the rolling has changed since. */
                "if-match"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "REQUESTED",
                 *       "requested_by": "agent-7"
                 *     }
                 */
                "application/json": components["schemas"]["CancelCommand"];
            };
        };
        responses: {
            /** @description Done: the rolling as it is now. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description Done on our side; the wallet has not answered yet. */
            202: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, INVALID_STATE, PLAYER_QUARANTINED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "INVALID_STATE" | "PLAYER_QUARANTINED";
                    };
                };
            };
            /** @description VERSION_MISMATCH */
            412: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VERSION_MISMATCH";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    completeRolling: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The ETag you decided by: 412 `VERSION_MISMATCH` where the rolling has changed since. */
                "if-match"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlainCommand"];
            };
        };
        responses: {
            /** @description Done: the rolling as it is now. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description Done on our side; the wallet has not answered yet. */
            202: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, INVALID_STATE, PLAYER_QUARANTINED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "INVALID_STATE" | "PLAYER_QUARANTINED";
                    };
                };
            };
            /** @description VERSION_MISMATCH */
            412: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VERSION_MISMATCH";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    expireRolling: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The ETag you decided by: 412 `VERSION_MISMATCH` where the rolling has changed since. */
                "if-match"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlainCommand"];
            };
        };
        responses: {
            /** @description Done: the rolling as it is now. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description Done on our side; the wallet has not answered yet. */
            202: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, INVALID_STATE, PLAYER_QUARANTINED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "INVALID_STATE" | "PLAYER_QUARANTINED";
                    };
                };
            };
            /** @description VERSION_MISMATCH */
            412: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VERSION_MISMATCH";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    createInspectTicket: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Good once, for half a minute. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectTicket"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    getJournal: {
        parameters: {
            query: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit: number;
            };
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalPage"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    resumeRolling: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The ETag you decided by: 412 `VERSION_MISMATCH` where the rolling has changed since. */
                "if-match"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlainCommand"];
            };
        };
        responses: {
            /** @description Done: the rolling as it is now. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description Done on our side; the wallet has not answered yet. */
            202: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, INVALID_STATE, PLAYER_QUARANTINED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "INVALID_STATE" | "PLAYER_QUARANTINED";
                    };
                };
            };
            /** @description VERSION_MISMATCH */
            412: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VERSION_MISMATCH";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    retryCompletion: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The ETag you decided by: 412 `VERSION_MISMATCH` where the rolling has changed since. */
                "if-match"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlainCommand"];
            };
        };
        responses: {
            /** @description Done: the rolling as it is now. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description Done on our side; the wallet has not answered yet. */
            202: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, INVALID_STATE, PLAYER_QUARANTINED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "INVALID_STATE" | "PLAYER_QUARANTINED";
                    };
                };
            };
            /** @description VERSION_MISMATCH */
            412: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VERSION_MISMATCH";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    reviewRolling: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The ETag you decided by: 412 `VERSION_MISMATCH` where the rolling has changed since. */
                "if-match"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewCommand"];
            };
        };
        responses: {
            /** @description Done: the rolling as it is now. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description Done on our side; the wallet has not answered yet. */
            202: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, INVALID_STATE, PLAYER_QUARANTINED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "INVALID_STATE" | "PLAYER_QUARANTINED";
                    };
                };
            };
            /** @description VERSION_MISMATCH */
            412: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VERSION_MISMATCH";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    getSteps: {
        parameters: {
            query: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit: number;
            };
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepPage"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description TOO_MANY_STEPS */
            422: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "TOO_MANY_STEPS";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    suspendRolling: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The ETag you decided by: 412 `VERSION_MISMATCH` where the rolling has changed since. */
                "if-match"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered at create. */
                rolling_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlainCommand"];
            };
        };
        responses: {
            /** @description Done: the rolling as it is now. */
            200: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description Done on our side; the wallet has not answered yet. */
            202: {
                headers: {
                    /** @description The version, quoted, for `If-Match` and `If-None-Match`. */
                    ETag?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rolling"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ROLLING_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ROLLING_NOT_FOUND";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, INVALID_STATE, PLAYER_QUARANTINED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "INVALID_STATE" | "PLAYER_QUARANTINED";
                    };
                };
            };
            /** @description VERSION_MISMATCH */
            412: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VERSION_MISMATCH";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    getBrandConfig: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules in force. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandConfig"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description BRAND_CONFIG_NOT_UNDERSTOOD, OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BRAND_CONFIG_NOT_UNDERSTOOD" | "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    putBrandConfig: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrandConfigChange"];
            };
        };
        responses: {
            /** @description The rules in force. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandConfig"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description STALE_VERSION */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "STALE_VERSION";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description INVALID_BRAND_CONFIG */
            422: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_BRAND_CONFIG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description BRAND_CONFIG_NOT_UNDERSTOOD, OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BRAND_CONFIG_NOT_UNDERSTOOD" | "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    dryRunBrandConfig: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DryRunRequest"];
            };
        };
        responses: {
            /** @description What it would have changed. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunReport"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description DRY_RUN_TOO_LARGE, INVALID_BRAND_CONFIG */
            422: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DRY_RUN_TOO_LARGE" | "INVALID_BRAND_CONFIG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description BRAND_CONFIG_NOT_UNDERSTOOD, DRY_RUN_BUSY, OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BRAND_CONFIG_NOT_UNDERSTOOD" | "DRY_RUN_BUSY" | "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    listDeadLetters: {
        parameters: {
            query: {
                /** @description Letters whose entries named this brand. */
                brand_id?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit: number;
                /** @description A code, such as NOT_JSON. */
                reason?: string;
                /** @description A stream. */
                source?: string;
                state: "open" | "replayed" | "discarded" | "all";
            };
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    getDeadLetter: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As listed. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dead letter. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description DEAD_LETTER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEAD_LETTER_NOT_FOUND";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    discardDeadLetter: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As listed. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardDeadLetter"];
            };
        };
        responses: {
            /** @description The dead letter. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description DEAD_LETTER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEAD_LETTER_NOT_FOUND";
                    };
                };
            };
            /** @description DEAD_LETTER_CLOSED, IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEAD_LETTER_CLOSED" | "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description NOTHING_TO_REPLAY, STREAM_NOT_READ */
            422: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOTHING_TO_REPLAY" | "STREAM_NOT_READ";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEAD_LETTER_BUSY, OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE, STREAM_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEAD_LETTER_BUSY" | "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE" | "STREAM_UNAVAILABLE";
                    };
                };
            };
        };
    };
    replayDeadLetter: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As listed. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description The dead letter. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description DEAD_LETTER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEAD_LETTER_NOT_FOUND";
                    };
                };
            };
            /** @description DEAD_LETTER_CLOSED, IDEMPOTENCY_KEY_REUSED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEAD_LETTER_CLOSED" | "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description NOTHING_TO_REPLAY, STREAM_NOT_READ */
            422: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOTHING_TO_REPLAY" | "STREAM_NOT_READ";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEAD_LETTER_BUSY, OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE, STREAM_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEAD_LETTER_BUSY" | "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE" | "STREAM_UNAVAILABLE";
                    };
                };
            };
        };
    };
    listFleetHistory: {
        parameters: {
            query: {
                /** @description About shards of one brand. */
                brand_id?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit: number;
            };
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryPage"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    getFleetOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As answered. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its entry in the history. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description ORDER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ORDER_NOT_FOUND";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    listQuarantines: {
        parameters: {
            query: {
                /** @description Players of this brand alone. */
                brand_id?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit: number;
            };
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinePage"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    getQuarantine: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As given at create. */
                player_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The quarantine. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantine"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description NOT_QUARANTINED */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_QUARANTINED";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    listParkedEvents: {
        parameters: {
            query: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit: number;
            };
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As given at create. */
                player_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedEventPage"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description NOT_QUARANTINED */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_QUARANTINED";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    discardParkedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As given at create. */
                player_id: string;
                /** @description As listed. */
                seq: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardParked"];
            };
        };
        responses: {
            /** @description The quarantine after it. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantine"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description NOT_QUARANTINED, PARKED_EVENT_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_QUARANTINED" | "PARKED_EVENT_NOT_FOUND";
                    };
                };
            };
            /** @description REPLAY_UNDER_WAY */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "REPLAY_UNDER_WAY";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    replayParked: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As given at create. */
                player_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayParked"];
            };
        };
        responses: {
            /** @description Asked for. */
            202: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantine"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description NOT_QUARANTINED */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_QUARANTINED";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    dryRunRebalance: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What would move. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rebalance"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    listShards: {
        parameters: {
            query: {
                /** @description Of one brand. */
                brand_id?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit: number;
                /** @description Those it has, or is to have. */
                worker?: string;
            };
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShardPage"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    mergeShards: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description Its brand. */
                brand: string;
                /** @description Its number among the brand’s shards. */
                shard_no: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeShards"];
            };
        };
        responses: {
            /** @description It is done: its entry in the history. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description It is ordered: its entry in the history. */
            202: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description SHARD_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "SHARD_NOT_FOUND";
                    };
                };
            };
            /** @description SHARDS_NOT_ADJACENT */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "SHARDS_NOT_ADJACENT";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    moveShard: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description Its brand. */
                brand: string;
                /** @description Its number among the brand’s shards. */
                shard_no: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveShard"];
            };
        };
        responses: {
            /** @description It is done: its entry in the history. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description It is ordered: its entry in the history. */
            202: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description SHARD_NOT_FOUND, WORKER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "SHARD_NOT_FOUND" | "WORKER_NOT_FOUND";
                    };
                };
            };
            /** @description SHARD_PINNED, WORKER_AWAY, WORKER_DRAINING, WORKER_TOO_OLD */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "SHARD_PINNED" | "WORKER_AWAY" | "WORKER_DRAINING" | "WORKER_TOO_OLD";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    pinShard: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description Its brand. */
                brand: string;
                /** @description Its number among the brand’s shards. */
                shard_no: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinShard"];
            };
        };
        responses: {
            /** @description It is done: its entry in the history. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description SHARD_NOT_FOUND, WORKER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "SHARD_NOT_FOUND" | "WORKER_NOT_FOUND";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    splitShard: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description Its brand. */
                brand: string;
                /** @description Its number among the brand’s shards. */
                shard_no: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitShard"];
            };
        };
        responses: {
            /** @description It is done: its entry in the history. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description It is ordered: its entry in the history. */
            202: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description SHARD_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "SHARD_NOT_FOUND";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description BAD_SLOT */
            422: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BAD_SLOT";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    listWalletStreams: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletStreams"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    forgetWalletStream: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description Its name. */
                stream: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FleetOrder"];
            };
        };
        responses: {
            /** @description It is done: its entry in the history. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description STREAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "STREAM_NOT_FOUND";
                    };
                };
            };
            /** @description STREAM_IN_USE */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "STREAM_IN_USE";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    listWorkers: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workers"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    drainWorker: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description Its name. */
                worker: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FleetOrder"];
            };
        };
        responses: {
            /** @description It is done: its entry in the history. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description It is ordered: its entry in the history. */
            202: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description WORKER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "WORKER_NOT_FOUND";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    undrainWorker: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description Its name. */
                worker: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FleetOrder"];
            };
        };
        responses: {
            /** @description It is done: its entry in the history. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetHistoryEntry"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description WORKER_NOT_FOUND */
            404: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "WORKER_NOT_FOUND";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    cancelAllOfPlayer: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body again: the same answer. Another body: 409. Kept for 7 days. */
                "idempotency-key"?: string;
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As given at create. */
                player_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "REQUESTED",
                 *       "requested_by": "agent-7"
                 *     }
                 */
                "application/json": components["schemas"]["CancelCommand"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CanceledAll"];
                };
            };
            /** @description Done on our side; the wallet has not answered yet. */
            202: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CanceledAll"];
                };
            };
            /** @description INVALID_JSON, INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_JSON" | "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description IDEMPOTENCY_KEY_REUSED, PLAYER_QUARANTINED */
            409: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED" | "PLAYER_QUARANTINED";
                    };
                };
            };
            /** @description BODY_TOO_LARGE */
            413: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "BODY_TOO_LARGE";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description COMMAND_FAILED, INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "COMMAND_FAILED" | "INTERNAL_ERROR";
                    };
                };
            };
            /** @description DEADLINE_PASSED, OVERLOADED, OWNER_UNAVAILABLE, SHUTTING_DOWN */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "DEADLINE_PASSED" | "OVERLOADED" | "OWNER_UNAVAILABLE" | "SHUTTING_DOWN";
                    };
                };
            };
        };
    };
    getPlayerSummary: {
        parameters: {
            query?: never;
            header: {
                /** @description The brand the call is about. */
                "x-brand-id": string;
                /** @description Goes into our log and back with the answer: 1 to 128 visible ASCII characters. */
                "x-request-id"?: string;
                /** @description How long you wait: what cannot be done by then is answered 503. It never makes us wait longer. */
                "x-request-timeout-ms"?: string;
            };
            path: {
                /** @description As given at create. */
                player_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is left. */
            200: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlayerSummary"];
                };
            };
            /** @description INVALID_REQUEST, MISSING_BRAND */
            400: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INVALID_REQUEST" | "MISSING_BRAND";
                    };
                };
            };
            /** @description LEGACY_TOKEN_REJECTED, UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LEGACY_TOKEN_REJECTED" | "UNAUTHENTICATED";
                    };
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description URL_TOO_LONG */
            414: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "URL_TOO_LONG";
                    };
                };
            };
            /** @description TOO_MANY_ROLLINGS */
            422: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "TOO_MANY_ROLLINGS";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "RATE_LIMITED";
                    };
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "HEADERS_TOO_LARGE";
                    };
                };
            };
            /** @description INTERNAL_ERROR */
            500: {
                headers: {
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL_ERROR";
                    };
                };
            };
            /** @description OVERLOADED, SHUTTING_DOWN, STORE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt. */
                    "Retry-After"?: string;
                    /** @description Yours, or one of ours; it stands in our log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "SHUTTING_DOWN" | "STORE_UNAVAILABLE";
                    };
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Yes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        status: "alive" | "dead";
                    };
                };
            };
            /** @description No: end it. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        status: "alive" | "dead";
                    };
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each moves, or is switched off. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description One does not move. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
}
