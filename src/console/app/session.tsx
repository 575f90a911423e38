// Who is signed in, and for which brand they look. Both are forgotten with the tab.
import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { ApiClient } from '../api/client.ts';
import { type ApiFailure, failureFrom } from '../api/problem.ts';
import { exchangeCode, takeCodeFromAddress } from '../api/sign-in.ts';

export interface Session {
  readonly api: ApiClient;
  readonly signOut: () => void;
}

export interface Entrance {
  /** Whether the code of a sign-in link is being exchanged. */
  readonly isBusy: boolean;
  /** Why the operator has to sign in (again). */
  readonly failure: ApiFailure | null;
  readonly signIn: (token: string) => void;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('a page is drawn before anybody signed in');
  return session;
}

interface Props {
  readonly brand: string;
  readonly entrance: (entrance: Entrance) => ComponentChildren;
  readonly children: ComponentChildren;
}

/** Draws the entrance until somebody is signed in. */
export function SessionProvider({ brand, entrance, children }: Props) {
  const [token, setToken] = useState<string | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [code, setCode] = useState(takeCodeFromAddress);
  useEffect(() => {
    if (code === null) return;
    exchangeCode(code)
      .then(setToken, (error: unknown) => setFailure(failureFrom(error)))
      .finally(() => setCode(null));
  }, [code]);
  const signIn = useCallback((given: string) => {
    setFailure(null);
    setToken(given);
  }, []);
  const session = useMemo<Session | null>(() => {
    if (token === null) return null;
    const signOut = (): void => setToken(null);
    const onUnauthenticated = (why: ApiFailure): void => {
      setFailure(why);
      signOut();
    };
    return { api: new ApiClient({ token, brand, onUnauthenticated }), signOut };
  }, [token, brand]);
  if (session === null) return <>{entrance({ isBusy: code !== null, failure, signIn })}</>;
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
