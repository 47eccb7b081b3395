/**
 * Return an Elastic Cloud ID that names a node on 127.0.0.1. A Cloud ID is a name, a colon, and the base64 of
 * `DOMAIN:PORT$DEPLOYMENT$KIBANA`; clients connect to `https://DEPLOYMENT.DOMAIN:PORT`. Here the deployment is the first
 * number of the address: not every system resolves names such as `deployment.localhost`.
 */
export function cloudIdOf(port: number): string {
  return `soundalike-test:${Buffer.from(`0.0.1:${port}$127$kibana`).toString('base64')}`;
}
