// What a player still has to stake.
export function PlayerPage({ playerId }: { readonly playerId: string }) {
  return <h1>Player {playerId}</h1>;
}
