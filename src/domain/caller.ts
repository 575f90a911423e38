// Who calls us, by name: the services of the platform, each with tokens of its own, and the shared token they are leaving.

/** `legacy` is whoever holds the deprecated token that all services shared. */
export type CallerName = 'gateway' | 'promotion_service' | 'admin_service' | 'legacy';
