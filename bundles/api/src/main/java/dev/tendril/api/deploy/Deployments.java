package dev.tendril.api.deploy;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * The folder whose bundles run beside those of the distribution. A service; safe for use by many
 * threads.
 */
@ProviderType
public interface Deployments {

    /** {@return the files of the folder as they were last looked at, in order of their names} */
    List<DeployedFile> files();
}
