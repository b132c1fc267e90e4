// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.vitral", importOptions = DoNotIncludeTests.class)
class PackageDependencyTest {

    @ArchTest
    static final ArchRule packagesDependOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("image")
                    .definedBy("org.vitral.image")
                    .layer("option")
                    .definedBy("org.vitral.option")
                    .layer("model")
                    .definedBy("org.vitral.model")
                    .layer("segmentation")
                    .definedBy("org.vitral.segmentation")
                    .layer("render")
                    .definedBy("org.vitral.render")
                    .layer("export")
                    .definedBy("org.vitral.export")
                    .layer("evaluation")
                    .definedBy("org.vitral.evaluation")
                    .layer("bench")
                    .definedBy("org.vitral.bench")
                    .layer("java2d")
                    .definedBy("org.vitral.java2d")
                    .whereLayer("image")
                    .mayNotAccessAnyLayer()
                    .whereLayer("option")
                    .mayNotAccessAnyLayer()
                    .whereLayer("model")
                    .mayOnlyAccessLayers("image")
                    .whereLayer("segmentation")
                    .mayOnlyAccessLayers("image", "model")
                    .whereLayer("render")
                    .mayOnlyAccessLayers("option", "image", "model", "segmentation")
                    .whereLayer("export")
                    .mayOnlyAccessLayers("option", "image", "model", "segmentation")
                    .whereLayer("evaluation")
                    .mayOnlyAccessLayers("image", "model", "segmentation")
                    .whereLayer("bench")
                    .mayOnlyAccessLayers("image")
                    .whereLayer("java2d")
                    .mayOnlyAccessLayers("image", "model", "segmentation");

    @ArchTest
    static final ArchRule theDesktopIsNeededByOnePackageOnly =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.vitral.java2d")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..");
}
